library(RevoScaleR)
