# Rscript signatures.R: `package::name` a line on standard input; answers with the same, the package with its version, and the arguments.
# An answer without a package: there is none. Without arguments: no such export. An S3 generic has its methods' arguments as well.

base_packages <- c("base", "stats", "utils", "methods", "graphics", "grDevices")

# What is registered for a generic by the package itself, or by R.
methods_of <- function(name, package) {
  home <- c(package, base_packages)
  tables <- lapply(home, function(from) get0(".__S3MethodsTable__.", asNamespace(from), inherits = FALSE))
  of_table <- function(table) if (!is.null(table)) mget(grep(paste0("^\\Q", name, "\\E\\."), ls(table, all.names = TRUE), value = TRUE, perl = TRUE), envir = table)
  Filter(function(method) is.function(method) && environmentName(topenv(environment(method))) %in% home, unlist(lapply(tables, of_table)))
}

arguments <- function(value, name, package) {
  own <- names(formals(args(value)))
  if (!is.primitive(value) && "UseMethod" %in% all.names(body(value))) own <- Reduce(union, lapply(methods_of(name, package), function(m) names(formals(m))), own)
  if (methods::is(value, "standardGeneric")) {
    of <- methods::findMethods(value)
    own <- Reduce(union, lapply(of@.Data, function(m) names(formals(methods::unRematchDefinition(m)))), own)
  }
  own
}

questions <- file("stdin")
for (line in readLines(questions)) {
  parts <- strsplit(line, "::", fixed = TRUE)[[1]]
  name <- gsub("`", "", parts[2])
  there <- suppressPackageStartupMessages(suppressWarnings(requireNamespace(parts[1], quietly = TRUE)))
  if (!there) { cat(line, "\n", sep = ""); next }
  exported <- if (parts[1] == "base") exists(name, baseenv()) else name %in% getNamespaceExports(parts[1])
  cat(line, "\t", parts[1], " ", as.character(packageVersion(parts[1])), sep = "")
  if (exported) {
    value <- getExportedValue(parts[1], name)
    cat("\t", if (is.function(value)) paste(arguments(value, name, parts[1]), collapse = ", "), sep = "")
  }
  cat("\n")
}
close(questions)
