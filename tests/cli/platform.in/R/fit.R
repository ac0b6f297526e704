library(RevoScaleR)
fit <- rxLinMod(y ~ x, data = d)
rxGetInfo(d) # rxodus: ignore[rxGetInfo] shown in a meeting once, then deleted
