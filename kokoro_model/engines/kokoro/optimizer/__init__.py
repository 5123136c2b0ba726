"""Preparing a model for this CPU, in processes of their own beside the speech (`__main__.py`).

`cache.py` keeps what `build.py` makes: the model in floats (`conversion.py`, by `dequantization.py` and
`half_precision.py`), cut in two (`partition.py`), rewritten (`graph_rewrites.py`, `fixed_statistics.py`, on
`graph.py`), and verified (`verification.py`). `calibration.py` measures voices with it.
"""
