"""An ONNX graph that can be walked both ways, rewritten and cut; its big weights stay in their file."""

from __future__ import annotations

from collections import defaultdict
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

import onnx
from onnx import numpy_helper

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray


class Graph:
    """A view of `model`'s graph; `rewrite` changes the model itself."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self.model = model
        self._made = 0
        self._index()

    @property
    def nodes(self) -> list[onnx.NodeProto]:
        """All nodes, each after those it depends on."""
        return list(self.model.graph.node)

    @property
    def inputs(self) -> list[str]:
        """The names of what is fed in."""
        return [entry.name for entry in self.model.graph.input]

    @property
    def outputs(self) -> list[str]:
        """The names of what comes out."""
        return [entry.name for entry in self.model.graph.output]

    def producer(self, tensor: str) -> onnx.NodeProto | None:
        """The node that makes `tensor`; None for inputs and constants."""
        return self._producer.get(tensor)

    def consumers(self, tensor: str) -> list[onnx.NodeProto]:
        """The nodes that take `tensor`, themselves or by a body of theirs."""
        return self._consumers.get(tensor, [])

    def only_consumer(self, tensor: str, kind: str) -> onnx.NodeProto | None:
        """The one node that takes `tensor`, if it is of `kind` and the tensor is used nowhere else."""
        consumers = self.consumers(tensor)
        lonely = len(consumers) == 1 and tensor not in self.outputs
        return consumers[0] if lonely and consumers[0].op_type == kind else None

    def constant(self, tensor: str) -> NDArray[np.float32] | None:
        """The value of a small constant; None for all else."""
        value = self._constants.get(tensor)
        if value is None or value.data_location == onnx.TensorProto.EXTERNAL:
            return None
        return numpy_helper.to_array(value)

    def add_constant(self, value: NDArray[np.generic]) -> str:
        """Keep `value` in the graph; returns its name."""
        name = self.fresh()
        self.model.graph.initializer.append(numpy_helper.from_array(value, name))
        return name

    def fresh(self) -> str:
        """A name that no tensor has."""
        while True:
            self._made += 1
            name = f"kokoro_say/{self._made}"
            if name not in self._producer and name not in self._constants:  # as a graph rewritten before has them
                return name

    def rewrite(self, added: Iterable[onnx.NodeProto], removed: Collection[onnx.NodeProto]) -> None:
        """Put `added` in place of `removed`; they make the removed tensors that are still wanted."""
        gone = {id(node) for node in removed}
        nodes = [node for node in self.nodes if id(node) not in gone] + list(added)
        copies = [_copy(node) for node in _sorted(nodes)]
        del self.model.graph.node[:]
        self.model.graph.node.extend(copies)
        self._index()

    def descendants(self, tensors: Iterable[str], stop_at: str = "") -> set[str]:
        """All tensors that depend on `tensors`, but for what lies behind nodes of the kind `stop_at`."""
        found, waiting = set[str](), list(tensors)
        while waiting:
            for node in self.consumers(waiting.pop()):
                if node.op_type != stop_at:
                    waiting += [name for name in node.output if name not in found]
                    found.update(node.output)
        return found

    def dims(self, tensor: str) -> list[int] | None:
        """The shape of a constant, however big; None for all else."""
        value = self._constants.get(tensor)
        return None if value is None else list(value.dims)

    def extract(self, cuts: Iterable[onnx.ValueInfoProto], outputs: Iterable[onnx.ValueInfoProto]) -> Graph:
        """The part of the graph that makes `outputs` from the tensors in `cuts` and the inputs it needs."""
        cut, wanted = {entry.name: entry for entry in cuts}, list(outputs)
        needed = self._ancestors([entry.name for entry in wanted], cut)
        part = onnx.ModelProto()
        part.CopyFrom(self.model)
        for field in ("node", "input", "output", "initializer", "value_info"):
            part.graph.ClearField(field)
        made = needed - set(cut)
        part.graph.node.extend(node for node in self.nodes if made.intersection(node.output))
        part.graph.initializer.extend(value for name, value in self._constants.items() if name in needed)
        part.graph.input.extend(entry for entry in self.model.graph.input if entry.name in needed)
        part.graph.input.extend(entry for name, entry in cut.items() if name in needed)
        part.graph.output.extend(wanted)
        return Graph(part)

    def _ancestors(self, tensors: list[str], cut: Collection[str]) -> set[str]:
        found, waiting = set(tensors), list(tensors)
        while waiting:
            tensor = waiting.pop()
            node = None if tensor in cut else self.producer(tensor)
            names = [] if node is None else [name for name in _taken(node) if name not in found]
            found.update(names)
            waiting += names
        return found

    def _index(self) -> None:
        self._constants = {value.name: value for value in self.model.graph.initializer}
        self._producer = {name: node for node in self.model.graph.node for name in node.output}
        self._consumers: dict[str, list[onnx.NodeProto]] = defaultdict(list)
        for node in self.model.graph.node:
            for name in _taken(node):
                self._consumers[name].append(node)


def attribute(node: onnx.NodeProto, name: str) -> object:
    """The value of the attribute `name` of `node`; None where it has none."""
    return next((onnx.helper.get_attribute_value(a) for a in node.attribute if a.name == name), None)


def other_operand(node: onnx.NodeProto, tensor: str) -> str:
    """The operand of `node` that `tensor` is not."""
    return next((name for name in node.input if name != tensor), tensor)


def _taken(node: onnx.NodeProto) -> Iterator[str]:
    """The tensors `node` takes, with those that loops and branches reach out for."""
    yield from (name for name in node.input if name)
    for entry in node.attribute:
        if entry.type == onnx.AttributeProto.GRAPH:
            own = {name for inner in entry.g.node for name in inner.output}
            own |= {value.name for value in (*entry.g.input, *entry.g.initializer)}
            names = [name for inner in entry.g.node for name in _taken(inner)]
            yield from (n for n in (*names, *(out.name for out in entry.g.output)) if n not in own)


def _sorted(nodes: list[onnx.NodeProto]) -> Iterator[onnx.NodeProto]:
    maker = {name: index for index, node in enumerate(nodes) for name in node.output}
    needs = {index: [maker[n] for n in _taken(node) if n in maker] for index, node in enumerate(nodes)}
    return (nodes[index] for index in TopologicalSorter(needs).static_order())


def _copy(node: onnx.NodeProto) -> onnx.NodeProto:
    twin = onnx.NodeProto()
    twin.CopyFrom(node)
    return twin
