"""Bounds: not checked, exclusive, moved, checked after rounding, on bytes, or on the wrong field."""

from __future__ import annotations

from ...edits import body_field, parameter
from ...mutant import family
from ...values import items, nullable, number, text, where, whole
from ..server import BULK, CREATE, LIST
from ..steps import bulk, create, gpus, listed

row = family("bounds")


def cpu(accepts):
    return body_field(CREATE, "cpu_cores", accepts)


def memory(accepts):
    return body_field(CREATE, "memory_gb", accepts)


def disk(accepts):
    return body_field(CREATE, "disk_size_gb", accepts)


def gpu(accepts):
    return body_field(CREATE, "gpu_count", accepts)


def minutes(accepts):
    return body_field(CREATE, "timeout_minutes", accepts)


def name(accepts):
    return body_field(CREATE, "name", accepts)


def rounded(low, high, digits):
    """The bounds, checked after rounding."""
    return lambda value: number(low, high)(round(value, digits) if isinstance(value, float) else value)


def measured(length, high):
    """A string whose length is taken in another way."""
    return where(lambda value: isinstance(value, str) and 1 <= length(value) <= high, f"must be 1 to {high} long")


def utf8(value):
    return len(value.encode("utf-8", "surrogatepass"))


def utf16(value):
    return len(value.encode("utf-16-le", "surrogatepass")) // 2


OPEN_16 = where(lambda value: (number(0.1, 16)(value) and number()(value)) or value < 16, "must be below 16")

MUTANTS = (
    row("cpu_maximum_unchecked", CREATE, "cpu_cores", cpu(number(0.1)), create(cpu_cores=40)),
    row("cpu_minimum_unchecked", CREATE, "cpu_cores", cpu(number(high=16)), create(cpu_cores=0.02)),
    row("cpu_maximum_a_unit_out", CREATE, "cpu_cores", cpu(number(0.1, 17)), create(cpu_cores=16.5)),
    row("cpu_maximum_a_sliver_out", CREATE, "cpu_cores", cpu(number(0.1, 16 + 1e-9)), create(cpu_cores=16 + 5e-10)),
    row("cpu_minimum_a_sliver_in", CREATE, "cpu_cores", cpu(number(0.1 + 1e-12, 16)), create(cpu_cores=0.1)),
    row("cpu_maximum_a_sliver_in", CREATE, "cpu_cores", cpu(number(0.1, 16 - 1e-12)), create(cpu_cores=16)),
    row("memory_checked_after_rounding", CREATE, "memory_gb", memory(rounded(0.1, 64, 1)), create(memory_gb=64.03)),
    row("memory_maximum_a_unit_in", CREATE, "memory_gb", memory(number(0.1, 63)), create(memory_gb=63.5)),
    row("memory_minimum_moved_in", CREATE, "memory_gb", memory(number(0.2, 64)), create(memory_gb=0.15)),
    row("memory_has_the_bounds_of_cpu", CREATE, "memory_gb", memory(number(0.1, 16)), create(memory_gb=20)),
    row("disk_maximum_is_1024", CREATE, "disk_size_gb", disk(number(0.1, 1024)), create(disk_size_gb=1010)),
    row("disk_minimum_is_1", CREATE, "disk_size_gb", disk(number(1, 1000)), create(disk_size_gb=0.6)),
    row(
        "disk_checked_after_truncation",
        CREATE,
        "disk_size_gb",
        disk(lambda value: number(0.1, 1000)(int(value) if isinstance(value, float) and value > 1 else value)),
        create(disk_size_gb=1000.4),
    ),
    row("gpu_maximum_is_9", CREATE, "gpu_count", gpu(whole(0, 9)), gpus(9)),
    row("gpu_maximum_is_7", CREATE, "gpu_count", gpu(whole(0, 7)), gpus(8)),
    row("gpu_minimum_unchecked", CREATE, "gpu_count", gpu(whole(high=8)), create(gpu_count=-2)),
    row("minutes_may_be_0", CREATE, "timeout_minutes", minutes(whole(0, 1440)), create(timeout_minutes=0)),
    row("minutes_below_1440", CREATE, "timeout_minutes", minutes(whole(1, 1439)), create(timeout_minutes=1440)),
    row("minutes_without_maximum", CREATE, "timeout_minutes", minutes(whole(1)), create(timeout_minutes=9000)),
    row("minutes_from_2", CREATE, "timeout_minutes", minutes(whole(2, 1440)), create(timeout_minutes=1)),
    row("name_may_be_101_long", CREATE, "name", name(text(1, 101)), create(name="w" * 101)),
    row("name_below_100", CREATE, "name", name(text(1, 99)), create(name="w" * 100)),
    row("name_may_be_empty", CREATE, "name", name(text(0, 100)), create(name="")),
    row("name_counted_in_bytes", CREATE, "name", name(measured(utf8, 100)), create(name="ü" * 60)),
    row("name_counted_in_utf16", CREATE, "name", name(measured(utf16, 100)), create(name="😃" * 60)),
    row(
        "name_counted_after_trimming",
        CREATE,
        "name",
        name(measured(lambda value: len(value.strip()), 100)),
        create(name="  "),
    ),
    row(
        "image_may_be_empty",
        CREATE,
        "docker_image",
        body_field(CREATE, "docker_image", text()),
        create(docker_image=""),
    ),
    row(
        "image_has_a_maximum",
        CREATE,
        "docker_image",
        body_field(CREATE, "docker_image", text(1, 255)),
        create(docker_image="w" * 280),
    ),
    row("page_may_be_0", LIST, "page", parameter(LIST, "page", whole(0)), listed("page=0&team_id=nobody")),
    row(
        "per_page_may_be_1001",
        LIST,
        "per_page",
        parameter(LIST, "per_page", whole(1, 1001)),
        listed("per_page=1001&page=3"),
    ),
    row(
        "per_page_below_1000",
        LIST,
        "per_page",
        parameter(LIST, "per_page", whole(1, 999)),
        listed("per_page=1000&page=3"),
    ),
    row(
        "per_page_may_be_0", LIST, "per_page", parameter(LIST, "per_page", whole(0, 1000)), listed("per_page=0&page=3")
    ),
    row(
        "no_identifiers_may_be_listed",
        BULK,
        "sandbox_ids",
        body_field(BULK, "sandbox_ids", nullable(items(text(), 0, 500))),
        bulk(sandbox_ids=[], team_id="witness"),
    ),
    row(
        "501_identifiers_may_be_listed",
        BULK,
        "sandbox_ids",
        body_field(BULK, "sandbox_ids", nullable(items(text(), 1, 501))),
        bulk(sandbox_ids=["witness"] * 501),
    ),
    row(
        "49_labels_at_most",
        BULK,
        "labels",
        body_field(BULK, "labels", nullable(items(text(), 1, 49))),
        bulk(labels=["witness"] * 50),
    ),
)
