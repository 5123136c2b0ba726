"""Two things at one instant, in either order and in every way between: none is lost, none is doubled."""
