# What the free names of the examples in R mean that need one machine and no more. Every example runs by itself, above these names, in an empty
# folder of its own. `before_each` is called there first; `only` has code for single rules, or for one on one target, whose examples mean
# something else by a name.

# Data: the flowers of iris under the names that examples use.
d <- with(iris, data.frame(
  id = seq_along(Species), note = "a note",
  y = as.numeric(Species == "versicolor"), p = round(Petal.Length / 7, 3), w = 0.1,
  x = Sepal.Length, z = Sepal.Width, x1 = Sepal.Length, x2 = Sepal.Width, x3 = Petal.Length,
  a = factor(Petal.Length > 4), b = factor(Sepal.Width > 3), f = Species, g = factor(Sepal.Length > 5.8), h = factor(Petal.Width > 1),
  place = Species, Species = as.character(Species), review = paste("I love", Species, "but hate", round(Petal.Width)),
  age = 20 + seq_along(Species) %% 40, cost = 100 * Petal.Length, income = 1000 * Petal.Width, open = Sepal.Length, type = Species,
  size = c("S", "M", "L")[Species], region = c("North", "South", "West")[Species], month = factor(Species, labels = c("1", "2", "3")),
  origin = c("JFK", "LGA", "EWR")[Species], delay = 10 * Sepal.Width, dist = 100 * Sepal.Length, is_late = Petal.Length > 4,
  Path = c("images/red.png", "images/blue.png")
))
d1 <- d[1:100, c("id", "cost")]
d2 <- d[51:150, c("id", "cost")]
x <- as.matrix(d[c("x1", "x2", "x3")])
y <- d$y
y_matrix <- as.matrix(d[c("y", "p")])
predictors <- c("x1", "x2")
InputDataSet <- d
mm <- 1:3
result <- d[1:5, c("id", "cost")]
chunk <- data.frame(age = 30, cost = 100)
chunks <- split(d, d$f)
cube <- as.data.frame(xtabs(~ a + b, d), responseName = "Counts")
tab <- xtabs(~ a + b, d)

# Models.
fit <- lm(y ~ x + z, d)
model <- glm(y ~ x, binomial(), d)
fit0 <- lm(y ~ 1, d)
scope <- ~ x1 + x2 + x3
tree <- rpart::rpart(y ~ x1 + x2, d)
forest <- ranger::ranger(y ~ x1 + x2, d, num.trees = 10, importance = "impurity")
trainers <- list(function(x, y) glmnet::cv.glmnet(x, y), function(x, y) glmnet::cv.glmnet(x, y, alpha = 0.5))
t1 <- chisq.test(tab)
t2 <- fisher.test(tab)
lor <- list(p = 0:4 / 4, L = c(0, 0.1, 0.3, 0.6, 1))
image <- magick::image_blank(300, 250, "red")
blob <- serialize(model, connection = NULL)

# Functions of the reader's own.
simulate_once <- function(n = 100, seed = 1) mean(rnorm(n))
seeds <- 1:4
fit_one <- function(part, formula) lm(formula, part)
fit_model <- function(d) lm(y ~ x, d)
train <- function(d) lm(y ~ x, d)
run_train <- function(con, query = "SELECT y, x FROM dbo.claims") train(DBI::dbGetQuery(con, query))
run_score <- function(con, pred_name) stats::setNames(data.frame(predict(train(DBI::dbGetQuery(con, "SELECT y, x FROM dbo.claims")))), pred_name)

# Texts and numbers.
files <- c("data/claims.csv", "share/claims.csv")
csv_path <- "data/sales.csv"
out_path <- "out.parquet"
parquet_path <- "claims.parquet"
words <- c("Lodnon", "Paris", "Berlim")
cities <- c("London", "Paris", "Berlin")
hosts <- c("compute-10.example.org", "compute 11")
num_rows <- 10
n <- 5
aa <- 1:3
bb <- 4:6
# A job is called with these.
commandArgs <- function(trailingOnly = FALSE) c("data", "outputs")
image_dir <- "images"
input_dir <- "data"
extract_path <- "data/claims.csv"
stopword_list <- "the,a"
settings <- list(seed = 1)
conn_str <- "Driver={ODBC Driver 18 for SQL Server};Server=server;Database=Sales;Trusted_Connection=Yes;"
measures <- "[Measures].[Internet Sales Count]"
axis0 <- "{[Measures].[Internet Sales Count]} ON COLUMNS"
axis1 <- "{[Product].[Product Line].MEMBERS} ON ROWS"
connstr <- "Data Source=powerbi://api.powerbi.com/v1.0/myorg/Sales;Initial Catalog=Analysis Services Tutorial;"
dax <- "EVALUATE SUMMARIZECOLUMNS('Product'[Product Line])"
mdx <- paste0("SELECT ", axis0, ", ", axis1, " FROM [Analysis Services Tutorial]")

# A database with tables in a schema `dbo`, as on SQL Server.
database <- function() {
  con <- DBI::dbConnect(RSQLite::SQLite())
  DBI::dbExecute(con, "ATTACH ':memory:' AS dbo")
  for (name in c("claims", "policies")) DBI::dbWriteTable(con, name, d[c("age", "cost")])
  DBI::dbWriteTable(con, DBI::Id(schema = "dbo", table = "Claims"), d[c("id", "age", "cost", "x", "y", "f")])
  DBI::dbWriteTable(con, DBI::Id(schema = "dbo", table = "Scores"), data.frame(id = 1L, y_Pred = 0.5))
  DBI::dbExecute(con, "CREATE TABLE models (id TEXT, value BLOB)")
  DBI::dbExecute(con, "INSERT INTO models VALUES (?, ?)", params = list("RF", list(memCompress(blob, "gzip"))))
  con
}

before_each <- function() {
  con <<- database()
  con_out <<- database()
  job <<- future::future(1 + 1)
  state <<- .Random.seed
  for (folder in c("data", "archive", "backup", "images", "snapshots", "src", "tmp", "share/claims", "share/new", "share/done")) {
    dir.create(folder, recursive = TRUE)
  }
  write.csv(d[c("age", "cost")], "data/claims.csv", row.names = FALSE)
  for (path in c("tmp/claims.csv", "share/claims.csv", "share/new/claims.csv")) {
    file.copy("data/claims.csv", path)
  }
  write.csv(data.frame(id = 1:3, amount = c(1.5, 2, NA)), "data/sales.csv", row.names = FALSE)
  # Their contents do not matter: these are only moved and copied.
  file.create("claims.parquet", "data/claims.parquet", "test.csv")
  writeLines(c("the", "a"), "stopwords.txt")
  writeLines("x <- 1 + 1", "model.R")
  writeLines("mean(1:3)", "demo.R")
  for (colour in c("red", "blue")) magick::image_write(magick::image_blank(20, 10, colour), file.path("images", paste0(colour, ".png")))
  save(d, file = "snapshots/after_cleaning.RData")
}

only <- list(
  "MicrosoftML/loadImage on sqlml" = quote(InputDataSet <- list(Picture = lapply(d$Path[1:2], function(path) readBin(path, "raw", 10000)))),
  "MicrosoftML/tlcMultiClassLogisticRegression" = quote(y <- d$f),
  "MicrosoftML/tlcMultiClassNeuralNetwork" = quote(d$y <- d$f),
  "MicrosoftML/tlcScore" = quote({
    model_path <- "model.rds"
    data_path <- "x.csv"
    output_path <- "scores.csv"
    saveRDS(glmnet::cv.glmnet(x, y), model_path)
    write.csv(x, data_path, row.names = FALSE)
  }),
  "MicrosoftML/tlcMultiClassNeuralNetwork on sqlml" = quote(InputDataSet$y <- d$f),
  "MicrosoftML/tlcScore on sqlml" = quote({
    model <- serialize(glmnet::cv.glmnet(x, y), connection = NULL)
    InputDataSet <- d[c("x1", "x2", "x3")]
  }),
  "RevoMods/revoPlot on spark" = quote(d <- d[rep(seq_len(nrow(d)), 10), ]), # a sample of it has rows
  "RevoMods/xpred.rpart" = quote(fit <- tree),
  # Spark knows some functions of dplyr without its name before them, and the window of a table in a database.
  "RevoScaleR/.rxGet on spark" = quote(d <- dbplyr::memdb_frame(day = 1:3, open = c(2, 4, 8))),
  "RevoScaleR/rxLorenz on spark" = quote({
    n <- dplyr::n
    ntile <- dplyr::ntile
  }),
  "RevoScaleR/rxSSCP on spark" = quote(n <- dplyr::n),
  "RevoScaleR/.rxCluster" = quote(fit <- kmeans(d[c("x1", "x2")], 3)),
  "RevoScaleR/RxSasData" = quote({
    sas_path <- "claims.sas7bdat"
    haven::write_sas(d[c("age", "cost")], sas_path)
  }),
  "RevoScaleR/RxSpssData" = quote({
    sav_path <- "claims.sav"
    haven::write_sav(d[c("age", "cost")], sav_path)
  }),
  "RevoScaleR/rxSetVarInfo on spark" = quote(d$month <- as.character(d$month)), # Spark has no factors
  "RevoScaleR/RxTextData" = quote(write.csv2(d[c("age", "cost")], csv_path, row.names = FALSE)),
  "RevoScaleR/RxDataSource on azureml" = quote(commandArgs <- function(trailingOnly) "data/claims.csv"),
  "RevoScaleR/RxSasData on azureml" = quote(commandArgs <- function(trailingOnly) sas_path),
  "RevoScaleR/RxSpssData on azureml" = quote(commandArgs <- function(trailingOnly) sav_path),
  "RevoScaleR/RxTextData on azureml" = quote(commandArgs <- function(trailingOnly) csv_path),
  "RevoScaleR/.rxReadFileName on azureml" = quote(file.remove("data/sales.csv", "data/claims.parquet")),
  "RevoPemaR/pemaCompute on sqlml" = quote(obj <- list(processData = function(data) NULL, processResults = function() 1)),
  "mrsdeploy/loadSnapshot on azureml" = quote(save(d, file = "data/workspace.RData")),
  "sqlrutils/InputParameter on azureml" = quote({
    commandArgs <- function(trailingOnly) "model.rds"
    saveRDS(model, "model.rds")
  }),
  "olapR/executeMD on sqlml" = quote(InputDataSet <- data.frame(line = c("a", "b"), region = c("c", "d"), sales = 1:2)),
  "dplyrXdf/is_xdf on sqlml" = quote(d <- dplyr::tbl(con, "claims")),
  "dplyrXdf/persist on sqlml" = quote(d <- dplyr::tbl(con, "claims")),
  "dplyrXdf/tbl_types on sqlml" = quote(d <- dplyr::tbl(con, "claims")),
  "RevoScaleR/rxClose" = quote(res <- DBI::dbSendQuery(con, "SELECT age, cost FROM policies")),
  "RevoScaleR/rxReadNext" = quote(res <- DBI::dbSendQuery(con, "SELECT age, cost FROM policies")),
  "RevoScaleR/rxHadoopCopyToLocal" = quote(file.copy("data/claims.csv", "share/claims/claims.csv")),
  "RevoScaleR/rxHadoopRemove" = quote(file.copy("data/claims.csv", "share/claims/claims.csv")),
  "RevoScaleR/rxPairwiseCrossTab" = quote(tab <- xtabs(~ f + b, d)),
  "RevoUtils/readNews" = quote(commonmark::markdown_text("News")),
  "dplyrXdf/hdfs_upload" = quote(file.rename("share/claims.csv", "claims.csv")),
  "mrsdeploy/deleteService" = quote(pr <- plumber::pr_post(plumber::pr(), "/api/transmission/v1.0.0", function() "ok")),
  "sqlrutils/OutputParameter" = quote(res <- list(mm = model))
)
