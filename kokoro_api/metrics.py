"""What is counted here, and what the model service counts, in Prometheus's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from prometheus_client.metrics_core import Metric

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)
_FACTORS = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0, 8.0)
_MODEL_GAUGES = {
    "queued": "Texts being made or waiting for it",
    "memory_bytes": "Private memory",
    "gpu_memory_used_bytes": "Memory in use of the GPU that speaks, by whomever",
    "gpu_memory_bytes": "All memory of the GPU that speaks",
}
_MODEL_COUNTERS = {
    "utterances": "Texts that voices were given to speak",
    "syntheses": "Texts that were to be turned into sound and sent back",
    "cancelled": "Syntheses whose listener left before their end",
    "segments": "Segments that engines have made",
    "sound_seconds": "Sound that engines have made",
    "work_seconds": "Time that engines took to make it",
    "phrases_found": "Phrases that were found in the cache",
    "phrases_missed": "Phrases that were not found in the cache",
}


class Metrics:
    """The counters of one server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "kokoro_requests", "Requests by what came of them", ["route", "status"], registry=self.registry
        )
        self.under_way = Gauge("kokoro_requests_under_way", "Requests that are being answered", registry=self.registry)
        self.first_sound = Histogram(
            "kokoro_first_sound_seconds", "From a request to its first sound", buckets=_SECONDS, registry=self.registry
        )
        self.real_time_factor = Histogram(
            "kokoro_real_time_factor",
            "Time a stream took by the length of its sound",
            buckets=_FACTORS,
            registry=self.registry,
        )
        self.sound_seconds = Counter(
            "kokoro_sound_sent_seconds", "Sound of streams that were whole", registry=self.registry
        )
        self.underruns = Counter(
            "kokoro_underruns", "How often a listener would have waited in mid-speech", registry=self.registry
        )
        ProcessCollector(registry=self.registry)

    def text(self, model: Mapping[str, Any]) -> bytes:
        """All of it; `model` is the model service's status, empty where it does not answer."""
        mine = generate_latest(self.registry)
        theirs = CollectorRegistry()
        theirs.register(_ModelCollector(model))
        return mine + generate_latest(theirs)


class _ModelCollector(Collector):
    """What the model service's status tells."""

    def __init__(self, status: Mapping[str, Any]) -> None:
        self._status = status

    def collect(self) -> Iterator[Metric]:
        """The figures there are."""
        yield GaugeMetricFamily("kokoro_model_up", "Whether the model service answers", bool(self._status))
        for name, text in _MODEL_COUNTERS.items():
            if name in self._status:
                yield CounterMetricFamily(f"kokoro_model_{name}", text, self._status[name])
        for name, text in _MODEL_GAUGES.items():
            if name in self._status:
                yield GaugeMetricFamily(f"kokoro_model_{name}", text, self._status[name])
