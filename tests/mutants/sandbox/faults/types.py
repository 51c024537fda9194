"""Types: taken for others, coerced, null where it may not be, items and values unchecked, containers changed."""

from __future__ import annotations

from ...edits import body_field, parameter
from ...mutant import family
from ...values import flag, items, mapping, nullable, number, text, where, whole
from ..server import BULK, CREATE, LIST
from ..steps import bulk, create, gpus, listed

row = family("types")


def from_text(value):
    """A number, be it written as a string."""
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return value


def from_flag(value):
    """True and false as 1 and 0."""
    return int(value) if isinstance(value, bool) else value


def to_flag(value):
    """What many frameworks read as true or false."""
    words = {"true": True, "false": False, "yes": True, "no": False}
    return words.get(value, value) if isinstance(value, str) else bool(value) if value in (0, 1) else value


def truncated(value):
    return int(value) if isinstance(value, float) else value


def or_default(fallback):
    return lambda value: fallback if value is None else value


def only(kind):
    return where(lambda value: type(value) is kind, f"must be {kind}")


def field(name, accepts=None, **changes):
    return body_field(CREATE, name, accepts, **changes)


ANYTHING = where(lambda _value: True, "")
MUTANTS = (
    row("cpu_as_string_accepted", CREATE, "cpu_cores", field("cpu_cores", reads=from_text), create(cpu_cores="3")),
    row("memory_as_flag_accepted", CREATE, "memory_gb", field("memory_gb", reads=from_flag), create(memory_gb=True)),
    row(
        "disk_null_accepted",
        CREATE,
        "disk_size_gb",
        field("disk_size_gb", reads=or_default(10)),
        create(disk_size_gb=None),
    ),
    row(
        "gpu_count_as_string_accepted", CREATE, "gpu_count", field("gpu_count", reads=from_text), create(gpu_count="0")
    ),
    row("gpu_count_fraction_accepted", CREATE, "gpu_count", field("gpu_count", reads=truncated), gpus(3.7)),
    row(
        "gpu_count_whole_fraction_refused",
        CREATE,
        "gpu_count",
        field("gpu_count", lambda value: [*only(int)(value), *whole(0, 8)(value)]),
        gpus(3.0),
    ),
    row(
        "minutes_fraction_accepted",
        CREATE,
        "timeout_minutes",
        field("timeout_minutes", number(1, 1440)),
        create(timeout_minutes=7.25),
    ),
    row(
        "minutes_as_flag_accepted",
        CREATE,
        "timeout_minutes",
        field("timeout_minutes", reads=from_flag),
        create(timeout_minutes=True),
    ),
    row(
        "memory_whole_number_refused",
        CREATE,
        "memory_gb",
        field("memory_gb", lambda value: [*only(float)(value), *number(0.1, 64)(value)]),
        create(memory_gb=7),
    ),
    row("vm_as_string_accepted", CREATE, "vm", field("vm", reads=to_flag), create(vm="yes")),
    row(
        "network_as_number_accepted",
        CREATE,
        "network_access",
        field("network_access", reads=to_flag),
        create(network_access=0),
    ),
    row("vm_null_accepted", CREATE, "vm", field("vm", nullable(flag()), reads=or_default(False)), create(vm=None)),
    row(
        "name_as_number_accepted",
        CREATE,
        "name",
        field("name", reads=lambda value: str(value) if isinstance(value, int) else value),
        create(name=77),
    ),
    row(
        "image_null_accepted",
        CREATE,
        "docker_image",
        field("docker_image", reads=or_default("scratch")),
        create(docker_image=None),
    ),
    row(
        "start_command_null_refused",
        CREATE,
        "start_command",
        field("start_command", text()),
        create(start_command=None),
    ),
    row("team_null_refused", CREATE, "team_id", field("team_id", text()), create(team_id=None)),
    row(
        "start_command_as_list_accepted",
        CREATE,
        "start_command",
        field("start_command", reads=lambda value: " ".join(map(str, value)) if isinstance(value, list) else value),
        create(start_command=["ls", "-l"]),
    ),
    row(
        "labels_as_string_accepted",
        CREATE,
        "labels",
        field("labels", reads=lambda value: value.split(",") if isinstance(value, str) else value),
        create(labels="w,x"),
    ),
    row("labels_null_accepted", CREATE, "labels", field("labels", reads=or_default([])), create(labels=None)),
    row("label_items_unchecked", CREATE, "labels", field("labels", items(ANYTHING)), create(labels=["w", 7])),
    row(
        "only_the_first_label_checked",
        CREATE,
        "labels",
        field("labels", lambda value: items(text())(value[:1] if isinstance(value, list) else value)),
        create(labels=["w", 7]),
    ),
    row(
        "environment_values_unchecked",
        CREATE,
        "environment_vars",
        field("environment_vars", nullable(mapping(ANYTHING))),
        create(environment_vars={"W": 7}),
    ),
    row(
        "environment_numbers_accepted",
        CREATE,
        "environment_vars",
        field(
            "environment_vars",
            reads=lambda value: (
                {key: str(each) if isinstance(each, int) else each for key, each in value.items()}
                if isinstance(value, dict)
                else value
            ),
        ),
        create(environment_vars={"W": 7}),
    ),
    row(
        "secret_values_unchecked",
        CREATE,
        "secrets",
        field("secrets", nullable(mapping(ANYTHING))),
        create(secrets={"W": [7]}),
    ),
    row(
        "environment_as_list_accepted",
        CREATE,
        "environment_vars",
        field("environment_vars", reads=lambda value: {} if value == [] else value),
        create(environment_vars=[]),
    ),
    row(
        "empty_environment_refused",
        CREATE,
        "environment_vars",
        field(
            "environment_vars",
            lambda value: [
                *nullable(mapping(text()))(value),
                *where(lambda each: each != {}, "must not be empty")(value),
            ],
        ),
        create(environment_vars={}),
    ),
    row("empty_labels_refused", CREATE, "labels", field("labels", items(text(), 1)), create(labels=[])),
    row(
        "repeated_labels_refused",
        CREATE,
        "labels",
        field(
            "labels",
            lambda value: [
                *items(text())(value),
                *where(lambda each: not isinstance(each, list) or len(each) == len(set(map(str, each))), "must differ")(
                    value
                ),
            ],
        ),
        create(labels=["w", "w"]),
    ),
    row(
        "advanced_configs_as_string_accepted",
        CREATE,
        "advanced_configs",
        field("advanced_configs", reads=lambda value: {} if isinstance(value, str) else value),
        create(advanced_configs="none"),
    ),
    row(
        "page_of_words_accepted",
        LIST,
        "page",
        parameter(
            LIST, "page", reads=lambda texts: int(texts[-1]) if texts[-1].isdigit() and texts[-1].isascii() else 1
        ),
        listed("page=first&team_id=nobody"),
    ),
    row(
        "identifier_numbers_accepted",
        BULK,
        "sandbox_ids",
        body_field(
            BULK,
            "sandbox_ids",
            nullable(items(ANYTHING, 1, 500)),
            reads=lambda value: list(map(str, value)) if isinstance(value, list) else value,
        ),
        bulk(sandbox_ids=["witness", 7]),
    ),
)
