"""Two faults in one server, either of which may hide the other."""

from __future__ import annotations

PAIRS = (
    ("type_rule_forgotten", "vm_rule_forgotten"),
    ("type_rule_forgotten", "vm_rule_hidden_by_type_rule"),
    ("vm_rule_forgotten", "type_rule_hidden_by_vm_rule"),
    ("vm_rule_forgotten", "secrets_refused_everywhere"),
    ("gpu_maximum_is_9", "vm_rule_for_8_gpus_only"),
    ("cpu_maximum_unchecked", "memory_blamed_for_cpu"),
    ("name_not_required", "image_blamed_for_name"),
    ("memory_rounded", "memory_in_megabytes"),
    ("memory_rounded", "memory_as_flag_accepted"),
    ("minutes_may_be_0", "region_blamed_for_minutes"),
    ("labels_sorted", "labels_unique"),
    ("default_memory_is_4", "memory_missing"),
    ("cpu_and_memory_swapped", "memory_has_the_bounds_of_cpu"),
    ("h100_unknown", "h100_becomes_h200"),
    ("secrets_rule_forgotten", "secrets_among_environment"),
    ("refused_with_400", "cpu_maximum_unchecked"),
    ("errors_are_empty", "only_the_first_fault_listed"),
    ("page_ignored", "page_may_be_0"),
    ("created_with_200", "id_missing"),
    ("team_dropped", "null_team_left_out"),
)
