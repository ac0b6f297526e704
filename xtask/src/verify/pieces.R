# MODE FOLDER FIRST PRELUDE...: examples FOLDER/1.R, 2.R ... from number FIRST on. Mode `parse` only parses them;
# `run` runs each in an environment of its own above the names that the preludes define, and in an empty folder of its own; `values` also
# prints the named numbers that its last line gives. A line for each: the number, and `ok` or what went wrong.

arguments <- commandArgs(trailingOnly = TRUE)
mode <- arguments[1]
folder <- normalizePath(arguments[2])
numbers <- sort(as.integer(sub("[.]R$", "", list.files(folder, pattern = "[.]R$"))))
options(device = function(...) grDevices::pdf(NULL), warn = -1, digits = 7)
prelude <- new.env(parent = globalenv())
for (file in arguments[-(1:3)]) sys.source(file, prelude, keep.source = FALSE)

# Jobs in the cloud find a folder of this name.
own_folder <- function() {
  path <- tempfile("example")
  dir.create(file.path(path, "outputs"), recursive = TRUE)
  setwd(path)
}

attempt <- function(file, number) {
  code <- parse(file, keep.source = FALSE, encoding = "UTF-8")
  if (mode == "parse") return("ok")
  own_folder()
  if (exists("before_each", prelude, inherits = FALSE)) prelude$before_each()
  setTimeLimit(elapsed = 120, transient = TRUE)
  on.exit(setTimeLimit())
  value <- eval(code, new.env(parent = prelude))
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
  if ("future" %in% loadedNamespaces()) future::plan("sequential")
  value <- values[[as.character(number)]]
  for (name in names(value)) cat("value\t", number, "\t", name, "\t", format(value[[name]], digits = 17), "\n", sep = "")
  cat("end\t", number, "\t", result, "\n", sep = "")
}
