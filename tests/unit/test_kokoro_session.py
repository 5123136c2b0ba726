"""Which provider runs the model, decided for machines that this one is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.session import CPU, CUDA, Provider, choose, gpu_memory, open_session

if TYPE_CHECKING:
    from pathlib import Path

GPU = [CUDA, CPU]


def _memory(index: int) -> int | None:
    return [8 << 30, 24 << 30, None][index]


@pytest.mark.parametrize(
    ("device", "available", "name"),
    [
        ("auto", [CPU], CPU),
        ("auto", GPU, CUDA),
        ("cpu", GPU, CPU),
        ("cuda", GPU, CUDA),
        ("cuda:1", GPU, CUDA),
        ("cuda", [CPU], CPU),
        ("cuda:0", [CPU], CPU),
    ],
)
def test_device_is_taken_where_it_is(device: str, available: list[str], name: str) -> None:
    assert choose(device, available, memory_of=_memory).name == name


def test_only_a_gpu_that_was_asked_for_in_vain_is_warned_about() -> None:
    assert "speaking on the CPU" in choose("cuda:0", [CPU], memory_of=_memory).warning
    for device, available in (("auto", [CPU]), ("cpu", [CPU]), ("cuda", GPU), ("auto", GPU)):
        assert choose(device, available, memory_of=_memory).warning == ""


@pytest.mark.parametrize("device", ["gpu", "cuda:x", "cuda:-1", "cpu:1", "auto:0", ""])
def test_unknown_devices_are_errors(device: str) -> None:
    with pytest.raises(EngineError, match="auto, cpu, cuda or cuda:N"):
        choose(device, GPU, memory_of=_memory)


def test_memory_fraction_is_of_the_gpu_that_was_chosen() -> None:
    options = choose("cuda:1", GPU, memory_fraction=0.25, memory_of=_memory).options
    assert options["device_id"] == "1"
    assert options["gpu_mem_limit"] == str(6 << 30)


def test_memory_is_not_limited_without_a_fraction_or_a_size() -> None:
    assert "gpu_mem_limit" not in choose("cuda:0", GPU, memory_of=_memory).options
    assert "gpu_mem_limit" not in choose("cuda:2", GPU, memory_fraction=0.5, memory_of=_memory).options
    assert choose("cpu", GPU, memory_fraction=0.5, memory_of=_memory) == Provider()


def test_memory_of_a_gpu_is_asked_of_the_drivers_tool(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("bin")
    monkeypatch.setenv("PATH", str(folder))
    assert gpu_memory(1) is None
    tool = folder / "nvidia-smi"
    tool.write_text('#!/bin/sh\n[ "$1" = --id=1 ] && echo 81559\n')
    tool.chmod(0o755)
    assert gpu_memory(1) == 81559 << 20
    assert gpu_memory(0) is None


def test_sums_of_8_bit_products_do_not_overflow(tmp_path: Path) -> None:
    """Which they do by default on a CPU without VNNI."""
    node = helper.make_node("MatMulInteger", ["x", "w"], ["y"])
    weights = numpy_helper.from_array(np.full((64, 32), 127, np.int8), "w")
    inputs = [helper.make_tensor_value_info("x", TensorProto.UINT8, [4, 64])]
    outputs = [helper.make_tensor_value_info("y", TensorProto.INT32, [4, 32])]
    graph = helper.make_graph([node], "product", inputs, outputs, [weights])
    opset = helper.make_opsetid("", 17)
    onnx.save(helper.make_model(graph, opset_imports=[opset], ir_version=8), tmp_path / "product.onnx")
    session = open_session(tmp_path / "product.onnx", Provider())
    (sums,) = session.run(None, {"x": np.full((4, 64), 255, np.uint8)})
    assert (sums == 64 * 255 * 127).all()
