# MODE FOLDER FIRST PRELUDE...: examples FOLDER/1.R, 2.R ... from number FIRST on. Mode `parse` only parses them; `run` runs each in an
# environment of its own with the names that the preludes define, and in an empty folder of its own; `values` also prints the named numbers that
# its last line gives. A line for each: the number, and `ok` or what went wrong.
# An example's first line is its title, `# PACKAGE/NAME on TARGET`. Of a prelude's names, `before_each` is called first, and `only` is a list of
# code by `PACKAGE/NAME`, or by the whole title, which runs before these examples.

local({
arguments <- commandArgs(trailingOnly = TRUE)
mode <- arguments[1]
folder <- normalizePath(arguments[2])
numbers <- sort(as.integer(sub("[.]R$", "", list.files(folder, pattern = "[.]R$"))))
options(device = function(...) grDevices::pdf(NULL), warn = -1, digits = 7)
prelude <- new.env(parent = globalenv())
for (file in arguments[-(1:3)]) sys.source(file, prelude, keep.source = FALSE)
before <- list(attached = search(), options = options())

# Jobs in the cloud find a folder of this name.
own_folder <- function() {
  path <- tempfile("example")
  dir.create(file.path(path, "outputs"), recursive = TRUE)
  setwd(path)
}

own_names <- function(file) {
  set.seed(1, kind = "default")
  if (!is.null(prelude$before_each)) prelude$before_each()
  names <- list2env(as.list(prelude), parent = globalenv())
  title <- sub("^# ", "", readLines(file, 1, encoding = "UTF-8"))
  for (entry in c(sub(" on .*", "", title), title)) eval(prelude$only[[entry]], names)
  names
}

# The next example finds nothing of this one.
clean <- function() {
  setTimeLimit()
  if ("future" %in% loadedNamespaces()) future::plan("sequential")
  for (name in setdiff(search(), before$attached)) detach(name, character.only = TRUE)
  rm(list = ls(globalenv()), envir = globalenv())
  options(before$options)
  graphics.off()
}

attempt <- function(file, number) {
  code <- parse(file, keep.source = FALSE, encoding = "UTF-8")
  if (mode == "parse") return("ok")
  on.exit(clean())
  own_folder()
  names <- own_names(file)
  setTimeLimit(elapsed = 120, transient = TRUE)
  value <- eval(code, names)
  if (mode == "values") values[[as.character(number)]] <<- value
  "ok"
}

values <- list()
one_line <- function(text) gsub("[[:space:]]+", " ", paste(text, collapse = " "))
for (number in numbers[numbers >= as.integer(arguments[3])]) {
  cat("begin\t", number, "\n", sep = "")
  sink(nullfile())
  result <- tryCatch(attempt(file.path(folder, paste0(number, ".R")), number), error = function(error) one_line(conditionMessage(error)))
  while (sink.number() > 0) sink()
  value <- values[[as.character(number)]]
  for (name in names(value)) cat("value\t", number, "\t", name, "\t", format(value[[name]], digits = 17), "\n", sep = "")
  cat("end\t", number, "\t", result, "\n", sep = "")
}
})
