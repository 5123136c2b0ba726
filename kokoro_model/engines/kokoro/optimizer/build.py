"""Build an optimised model: cut in two, rewritten, optimised by onnxruntime for this CPU, and verified.

Rules:
- Nothing is kept that was not run against the graph as it came. Rewritten front and vocoder come first, then
  the same as they are, then the whole graph: a model that is built in another way ends up as that.
- A model that is quantized or of half precision becomes one of floats first (`conversion.py`), so that all the rest
  knows of floats only.
- This takes memory that a speaking service should not hold: it runs in a process of its own.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import onnx
import onnxruntime

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.layout import FRONT, MEASURING, STREAMING, VOCODER, WHOLE, Layout
from kokoro_model.engines.kokoro.optimizer import fixed_statistics, graph_rewrites
from kokoro_model.engines.kokoro.optimizer.conversion import Conversion, to_floats
from kokoro_model.engines.kokoro.optimizer.graph import Graph
from kokoro_model.engines.kokoro.optimizer.partition import Cut, find_cut, front_of, shown_at_cut, vocoder_of
from kokoro_model.engines.kokoro.optimizer.verification import Verifier
from kokoro_model.engines.kokoro.session import CPU, EXACT_INT8

if TYPE_CHECKING:
    from pathlib import Path

    from kokoro_model.engines.kokoro.layout import Seam
    from kokoro_model.engines.kokoro.styles import Styles

_Level = onnxruntime.GraphOptimizationLevel
_BASIC = "basic.onnx"
_SMALL = 16_384  # bytes up to which a constant stays in the graph, where the rewrites can read it

log = logging.getLogger(__name__)


def build(model: Path, styles: Styles, folder: Path, *, deterministic: bool) -> Layout:
    """Write the optimised form of `model` into the empty `folder`; `deterministic` takes the noise out.

    Raises EngineError where not even the whole graph gives what `model` does.
    """
    converted = _in_floats(model, styles, folder)
    graph = converted or _folded(model, folder)
    if deterministic:
        graph_rewrites.silence_noise(graph)
    layout = replace(_split(graph, styles, folder) or _whole(graph, styles, folder), converted=converted is not None)
    kept = {graph.removesuffix(".onnx") for graph in _graphs(layout)}
    for file in folder.iterdir():
        if file.stem not in kept:
            file.unlink()
    layout.write(folder)
    return layout


def _graphs(layout: Layout) -> tuple[str, ...]:
    """The graphs that a folder of this layout holds."""
    if layout.seam is None:
        return (WHOLE,)
    return FRONT, VOCODER, *((STREAMING, MEASURING) if layout.seam.context else ())


def _in_floats(model: Path, styles: Styles, folder: Path) -> Graph | None:
    """A quantized model or one of half precision in floats; None where it is neither, or another model than Kokoro."""
    floats = folder / "floats.onnx"
    try:
        if not to_floats(model, floats):
            return None
        graph = _folded(floats, folder)
        floats.unlink()
        if (cut := find_cut(graph)) is None:
            return None
        Conversion(model, graph, cut, styles, folder).verify()
    except EngineError as error:
        log.warning("this model stays in the precision that it came in: %s", error)
        return None
    log.info("this model computes in floats once it is optimised")
    return graph


def _folded(model: Path, folder: Path) -> Graph:
    """The model with its constants worked out."""
    _optimise(model, folder / _BASIC, _Level.ORT_ENABLE_BASIC, _SMALL)
    return Graph(onnx.load(folder / _BASIC, load_external_data=False))


def _split(graph: Graph, styles: Styles, folder: Path) -> Layout | None:
    cut = find_cut(graph)
    if cut is None:
        log.info("this model is not built like Kokoro's: it stays whole")
        return None
    reference = _save(shown_at_cut(graph, cut), folder / "reference.onnx")
    verifier = Verifier(reference, styles, cut)
    for rewritten in (True, False):
        try:
            _write_parts(graph, cut, folder, rewritten=rewritten)
            seam = verifier.seam(folder / FRONT, folder / VOCODER)
            return Layout(replace(seam, context=_write_streaming(verifier, seam, folder)))
        except EngineError as error:
            log.warning("%s model in two parts: %s", "rewritten" if rewritten else "plain", error)
    return None


def _write_parts(graph: Graph, cut: Cut, folder: Path, *, rewritten: bool) -> None:
    front, vocoder = front_of(graph, cut), vocoder_of(graph, cut)
    if rewritten:
        graph_rewrites.compose_norms(vocoder)
        snakes, norms = graph_rewrites.fold_snakes(vocoder), graph_rewrites.fold_affines(vocoder)
        flat = graph_rewrites.flatten_convolutions(vocoder)
        log.info("folded %d snakes and %d norms, flattened %d convolutions", snakes, norms, flat)
    for part, name in ((front, FRONT), (vocoder, VOCODER)):
        _optimise(_save(part, folder / f"plain-{name}"), folder / name)


def _write_streaming(verifier: Verifier, seam: Seam, folder: Path) -> int:
    """Write the vocoder that streams, and the one that measures for it; gives the context of a chunk in steps.

    0 where a chunk does not sound like the whole, whatever the context.
    """
    measuring, streaming = (Graph(onnx.load(folder / VOCODER, load_external_data=False)) for _ in range(2))
    fixed_statistics.measure(measuring)
    _save(measuring, folder / MEASURING)
    try:
        statistics = verifier.statistics(folder / MEASURING)
        fixed_statistics.fix(streaming, [len(means) for means, _ in statistics])
        _save(streaming, folder / STREAMING)
        return verifier.context(seam, folder / STREAMING, statistics)
    except EngineError as error:
        log.warning("this model is not streamed: %s", error)
        return 0


def _whole(graph: Graph, styles: Styles, folder: Path) -> Layout:
    plain = _save(graph, folder / "plain.onnx")
    _optimise(plain, folder / WHOLE)
    Verifier(plain, styles).whole(folder / WHOLE)
    return Layout()


def _save(graph: Graph, path: Path) -> Path:
    path.write_bytes(graph.model.SerializeToString())  # beside the data file that its big constants name
    return path


def _optimise(model: Path, to: Path, level: object = _Level.ORT_ENABLE_ALL, small: int = 1024) -> None:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = level
    options.optimized_model_filepath = str(to)
    options.add_session_config_entry(EXACT_INT8, "1")
    entry = "session.optimized_model_external_initializers_"
    options.add_session_config_entry(entry + "file_name", to.with_suffix(".data").name)
    options.add_session_config_entry(entry + "min_size_in_bytes", str(small))
    try:
        onnxruntime.InferenceSession(model, options, providers=[CPU])
    except Exception as error:
        raise EngineError(f"{model} cannot be optimised ({error})") from error
