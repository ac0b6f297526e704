# Rscript source_signatures.R FOLDER: what the source of an R package exports, one name and its arguments a line.
# The arguments of an S3 generic are those of its methods as well, since that is what callers write. Nothing of the source is run.

folder <- commandArgs(trailingOnly = TRUE)[1]
namespace <- parse(file.path(folder, "NAMESPACE"), keep.source = FALSE)
called <- function(expression, name) is.call(expression) && identical(expression[[1]], as.name(name))
# A comma too many leaves an empty argument.
texts <- function(call) {
  parts <- Filter(function(part) !is.call(part) && !is.null(part), as.list(call)[-1])
  Filter(nzchar, vapply(parts, as.character, "", USE.NAMES = FALSE))
}

# A directive may stand in an `if`, where other versions of R have another one.
directives <- list()
gather <- function(expression) {
  if (called(expression, "if") || called(expression, "{")) lapply(as.list(expression)[-1], gather) else directives <<- c(directives, list(expression))
}
invisible(lapply(namespace, gather))

exports <- unlist(lapply(Filter(function(d) called(d, "export") || called(d, "exportMethods"), directives), texts))
patterns <- unlist(lapply(Filter(function(d) called(d, "exportPattern"), directives), texts))
methods <- lapply(Filter(function(d) called(d, "S3method"), directives), texts)

signatures <- list()
remember <- function(name, formals) signatures[[name]] <<- c(union(signatures[[name]], names(formals)), character())
is_function <- function(expression) called(expression, "function")

# The arguments of what is assigned: a function, or a generator that has one as `initialize`.
arguments <- function(value) {
  if (is_function(value)) return(value[[2]])
  if (is.call(value)) {
    own <- as.list(value)
    if (is_function(own[["initialize"]])) return(own[["initialize"]][[2]])
    # The value of a block is that of its last line.
    parts <- if (called(value, "{")) own[length(own)] else own[-1]
    for (part in parts) if (is.call(part)) {
      found <- arguments(part)
      if (!is.null(found)) return(found)
    }
  }
  NULL
}

visit <- function(expression) {
  if (called(expression, "{") || called(expression, "if")) return(invisible(lapply(as.list(expression)[-1], visit)))
  if (called(expression, "<-") || called(expression, "=")) {
    remember(paste(as.character(expression[[2]]), collapse = ""), arguments(expression[[3]]))
  }
  if (called(expression, "setGeneric") || called(expression, "setMethod")) {
    for (part in as.list(expression)[-1]) if (is_function(part)) remember(as.character(expression[[2]]), part[[2]])
  }
}
for (file in list.files(file.path(folder, "R"), pattern = "[.][RrSsq]$", full.names = TRUE)) {
  for (expression in parse(file, keep.source = FALSE, encoding = "UTF-8")) visit(expression)
}

defined <- names(signatures)
for (pattern in patterns) exports <- union(exports, grep(pattern, defined, value = TRUE))
for (method in methods) {
  name <- if (length(method) > 2) method[3] else paste(method[1], method[2], sep = ".")
  if (method[1] %in% exports && name %in% defined) signatures[[method[1]]] <- union(signatures[[method[1]]], signatures[[name]])
}
for (name in sort(unique(exports), method = "radix")) cat(name, "\t", paste(signatures[[name]], collapse = ", "), "\n", sep = "")
