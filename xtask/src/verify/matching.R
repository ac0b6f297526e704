# A call a line on standard input: number, formals, how it is called (`piped` by `|>`, `magrittr` by `%>%` and its kin: what stands before is the
# first argument, for magrittr only where no argument is `.`; `dynamic`: by its name in a string), the code. Answers with the number and, for each argument that
# is given, the name as written, `>` and the formal that R's own match.call() gives it: nothing where it takes none, `?` where that depends on
# what `...` holds. Nothing is run: the arguments are marks.

invisible(Sys.setlocale("LC_ALL", "C.UTF-8"))

stub <- function(formals) as.function(c(setNames(rep(list(quote(expr = )), length(formals)), formals), list(NULL)))
spread <- function(value) is.symbol(value) && grepl("^([.]{3}|[.]{2}[0-9]+)$", as.character(value))

# The arguments of a call; of `do.call("f", list(...))` those of the list. Nothing where they cannot be seen.
arguments_of <- function(call, dynamic) {
  if (!is.call(call)) return(NULL)
  by_hand <- paste(deparse(call[[1]]), collapse = "") %in% c("do.call", "base::do.call")
  if (dynamic && !by_hand) return(NULL)
  if (by_hand) {
    call <- match.call(do.call, call)$args
    if (!is.call(call) || !identical(call[[1]], quote(list))) return(NULL)
  }
  arguments <- as.list(call)[-1]
  if (is.null(names(arguments))) names(arguments) <- rep("", length(arguments))
  arguments
}

# The formal of each mark. What R refuses to match is left out, one argument at a time.
matched <- function(definition, arguments) {
  if (length(arguments) == 0) return(character())
  marks <- lapply(paste0(".mark", seq_along(arguments)), as.name)
  names(marks) <- names(arguments)
  left <- rep(TRUE, length(marks))
  repeat {
    call <- as.call(c(list(as.name("f")), marks[left]))
    result <- tryCatch(match.call(definition, call, expand.dots = FALSE), error = conditionMessage)
    if (is.call(result)) break
    refused <- if (grepl("^unused argument", result)) {
      as.integer(regmatches(result, gregexpr("(?<=[.]mark)[0-9]+", result, perl = TRUE))[[1]])
    } else if (grepl("^argument [0-9]+ matches multiple formal arguments", result)) {
      which(left)[as.integer(sub("^argument ([0-9]+) .*", "\\1", result))]
    }
    if (length(refused) == 0) return(result)
    left[refused] <- FALSE
  }
  formal <- rep("", length(marks))
  result <- as.list(result)[-1]
  for (name in names(result)) for (mark in if (name == "...") result[[name]] else result[name]) {
    formal[as.integer(sub("[.]mark", "", as.character(mark)))] <- name
  }
  formal
}

answer <- function(formals, how, code) {
  parsed <- tryCatch(parse(text = code, keep.source = FALSE, encoding = "UTF-8"), error = function(error) NULL)
  arguments <- if (length(parsed) == 1) arguments_of(parsed[[1]], how == "dynamic")
  if (is.null(arguments)) return("unseen")
  is_dot <- function(value) identical(value, quote(.))
  if (how == "piped" || how == "magrittr" && !any(vapply(arguments, is_dot, NA))) arguments <- c(setNames(list(quote(.piped)), ""), arguments)
  if (length(arguments) == 0) return("matched")
  spreads <- vapply(arguments, spread, NA)
  absent <- vapply(arguments, function(value) is.symbol(value) && !nzchar(as.character(value)), NA)
  formal <- matched(stub(formals), arguments[!spreads])
  if (length(formal) != sum(!spreads)) return(c("refused", formal))
  after <- cumsum(spreads)[!spreads] > 0
  written <- names(arguments)[!spreads]
  formal[after & written == ""] <- "?"
  c("matched", paste0(written, ">", formal)[!absent[!spreads]])
}

unescape <- function(text) {
  parts <- strsplit(text, "\\\\", fixed = TRUE)[[1]]
  paste(gsub("\\t", "\t", gsub("\\n", "\n", parts, fixed = TRUE), fixed = TRUE), collapse = "\\")
}
calls <- file("stdin", encoding = "UTF-8")
for (line in readLines(calls)) {
  cells <- strsplit(line, "\t", fixed = TRUE)[[1]]
  formals <- strsplit(cells[2], ", ", fixed = TRUE)[[1]]
  cat(c(cells[1], answer(formals, cells[3], unescape(cells[4]))), sep = "\t")
  cat("\n")
}
close(calls)
