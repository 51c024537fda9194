"""Faults that the campaign does not find yet, and why it does not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    reason: str
    names: str
    """`SUBJECT/MUTANT`, separated by white space."""


GAPS = (
    Gap(
        reason="No case is of the kind protocol yet: credentials, media types, methods and octets that are no JSON "
        "are not tried.",
        names="""
            sandbox/none_is_enough sandbox/any_token_is_enough sandbox/an_empty_token_is_enough
            sandbox/any_scheme_is_enough sandbox/the_token_in_any_scheme_is_enough
            sandbox/the_beginning_of_the_token_is_enough sandbox/case_of_the_token_is_folded
            sandbox/nobody_asked_on_create sandbox/nobody_asked_on_list sandbox/nobody_asked_on_bulk_delete
            sandbox/nobody_asked_on_read sandbox/nobody_asked_on_delete sandbox/nobody_asked_on_logs
            sandbox/nobody_asked_for_gateway_token sandbox/nobody_asked_on_error_context
            sandbox/wrong_token_may_read sandbox/faults_told_to_anybody sandbox/denied_with_403
            sandbox/denied_with_404 sandbox/denied_with_422 sandbox/denied_with_500 sandbox/media_type_ignored
            sandbox/form_accepted sandbox/put_creates sandbox/patch_reads sandbox/post_deletes
            sandbox/put_deletes_all sandbox/single_quotes_accepted sandbox/trailing_comma_accepted
            sandbox/cut_body_completed sandbox/trailing_garbage_accepted sandbox/nan_is_the_default
            sandbox/infinity_is_the_maximum sandbox/first_of_an_array_taken sandbox/invalid_utf8_replaced
            sandbox/empty_bulk_body_means_all sandbox/broken_bulk_body_means_all sandbox/crash_on_broken_body
            sandbox/crash_on_empty_body sandbox/crash_on_repeated_key sandbox/crash_on_byte_order_mark
            sandbox/crash_on_utf16 sandbox/crash_without_media_type sandbox/crash_on_unknown_query
            sandbox/crash_on_large_body sandbox/none_is_enough_if_vm_is_true
            sandbox/none_is_enough_if_gpu_count_from_1 sandbox/nobody_asked_on_list_if_page_is_2
            sandbox/wrong_token_may_read_if_is_active_is_true sandbox/denied_with_403_if_gpu_count_from_1
            sandbox/denied_with_500_if_vm_is_true sandbox/media_type_ignored_if_vm_is_true
            parcels/none_is_enough parcels/any_key_is_enough parcels/an_empty_key_is_enough
            parcels/nobody_asked_on_change parcels/denied_with_403 parcels/media_type_ignored
            parcels/trailing_garbage_accepted parcels/crash_on_empty_body
        """,
    ),
    Gap(
        reason="No case asks for an identifier that nobody was given.",
        names="""
            sandbox/unknown_refused_with_400 sandbox/unknown_refused_in_another_shape
            sandbox/logs_of_the_unknown_crash sandbox/delete_of_the_unknown_is_fine
            sandbox/unknown_logs_are_empty sandbox/unknown_error_context_is_empty
            sandbox/unknown_is_read_as_the_first parcels/gone_twice
        """,
    ),
    Gap(
        reason="Answers are judged one by one: no check compares create, get, list and delete with each other, nor a "
        "list with its query.",
        names="""
            sandbox/one_identifier_for_all sandbox/identifier_made_of_the_name
            sandbox/every_16th_identifier_repeated sandbox/the_last_one_is_read
            sandbox/another_identifier_is_read sandbox/memory_read_as_default sandbox/labels_read_as_none
            sandbox/created_at_is_now sandbox/delete_does_nothing sandbox/deleted_is_gone
            sandbox/deleted_is_read_as_before sandbox/deleted_ends_without_a_time
            sandbox/another_one_is_deleted sandbox/bulk_deletes_the_first_only sandbox/bulk_does_nothing
            sandbox/bulk_deletes_strangers sandbox/labels_leak_into_the_next sandbox/one_gateway_token_for_all
            sandbox/list_omits_the_newest sandbox/list_repeats_the_oldest sandbox/list_is_empty
            sandbox/list_shows_default_memory sandbox/page_size_ignored sandbox/page_size_of_10_at_most
            sandbox/default_page_size_is_10 sandbox/page_ignored sandbox/page_counted_from_0
            sandbox/total_is_of_the_page sandbox/never_a_next_page sandbox/always_a_next_page
            sandbox/status_filter_ignored sandbox/active_filter_ignored sandbox/active_filter_turned_round
            sandbox/team_filter_ignored sandbox/user_filter_ignored sandbox/labels_filter_ignored
            sandbox/one_label_of_two_is_enough sandbox/deleted_is_listed_as_active
            sandbox/memory_read_as_default_if_vm_is_true sandbox/labels_read_as_none_if_team_id
            sandbox/delete_does_nothing_if_vm_is_true sandbox/delete_does_nothing_if_gpu_count_from_1
            sandbox/deleted_is_gone_if_labels sandbox/status_filter_ignored_if_is_active_is_true
            sandbox/team_filter_ignored_if_page_is_2 sandbox/labels_filter_ignored_if_status
            sandbox/list_omits_the_newest_if_per_page_is_1 sandbox/page_ignored_if_per_page_is_1
            sandbox/one_identifier_for_all_if_vm_is_true sandbox/bulk_does_nothing_if_labels_and_team_id
            sandbox/labels_leak_into_the_next_if_vm_is_true sandbox/refused_is_created_if_vm_is_true
            parcels/one_identifier_for_all parcels/offset_ignored parcels/country_filter_ignored
            parcels/list_omits_the_newest parcels/put_changes_nothing parcels/patch_resets_the_rest
            parcels/gone_is_still_there parcels/offset_ignored_if_limit_is_1
        """,
    ),
    Gap(
        reason="Secrets are looked for only in the answer to the very request that sent them, and no body of a fault "
        "carries any.",
        names="""
            sandbox/secrets_shown_in_base64_of_json sandbox/secrets_in_refusals sandbox/secrets_in_read_alone
            sandbox/secrets_in_list_alone sandbox/secrets_in_logs sandbox/secrets_in_error_context
            sandbox/secrets_of_the_last_sandbox sandbox/secrets_shown_if_network_access_is_false
            sandbox/secrets_in_refusals_if_vm_is_true
            sandbox/secrets_in_refusals_if_gpu_count_from_1_and_secrets
            sandbox/secrets_in_read_alone_if_team_id sandbox/secrets_in_logs_if_cpu_cores_is_16
            sandbox/token_in_refusals_if_network_access_is_false
        """,
    ),
    Gap(
        reason="What is read back is always the simplest thing that can be created.",
        names="""
            sandbox/read_without_environment_if_vm_is_true sandbox/read_with_null_name_if_gpu_count_from_1
            parcels/status_unknown_if_tags
        """,
    ),
    Gap(
        reason="No body has two faults, so that a list of one error is never too short.",
        names="""
            sandbox/only_the_first_fault_listed
        """,
    ),
    Gap(
        reason="No text of the lattice is of spaces alone.",
        names="""
            sandbox/name_counted_after_trimming sandbox/name_null_when_blank
        """,
    ),
    Gap(
        reason="No list and no map of the lattice without a maximum has more than a few members.",
        names="""
            sandbox/crash_on_9_variables sandbox/crash_on_many_labels sandbox/ten_labels_kept
        """,
    ),
    Gap(
        reason="A value too many is known, and nothing in the document suggests which one.",
        names="""
            sandbox/gb200_known sandbox/stopped_known sandbox/gb200_known_if_gpu_count_is_8
            parcels/austria_known parcels/noon_known
        """,
    ),
    Gap(
        reason="What is sent instead of a list is never the one item that it would hold.",
        names="""
            parcels/one_item_accepted_for_a_list
        """,
    ),
    Gap(
        reason="A rule inside a list is broken in its first item alone.",
        names="""
            parcels/wrapping_rule_for_the_first_item
        """,
    ),
    Gap(
        reason="Nothing tries the two fields at these values together: pairs are of bounded numbers and of fields "
        "that rules name, faults are of one form of the body.",
        names="""
            sandbox/cpu_maximum_unchecked_if_vm_is_true sandbox/cpu_maximum_unchecked_if_team_id
            sandbox/cpu_maximum_unchecked_if_network_access_is_false
            sandbox/cpu_maximum_a_sliver_in_if_gpu_count_is_8
            sandbox/cpu_maximum_a_sliver_in_if_disk_size_gb_is_1000_and_timeout_minutes_is_1440
            sandbox/memory_maximum_a_unit_in_if_cpu_cores_is_16_and_vm_is_true
            sandbox/memory_minimum_moved_in_if_disk_size_gb_is_1000
            sandbox/disk_maximum_is_1024_if_gpu_count_from_1
            sandbox/disk_minimum_is_1_if_gpu_count_is_8_and_cpu_cores_is_0.1
            sandbox/gpu_maximum_is_7_if_gpu_type_is_t4_16gb sandbox/gpu_maximum_is_7_if_cpu_cores_is_0.1
            sandbox/minutes_below_1440_if_gpu_count_is_8 sandbox/minutes_without_maximum_if_vm_is_true
            sandbox/name_may_be_empty_if_labels sandbox/name_may_be_101_long_if_vm_is_true
            sandbox/page_may_be_0_if_per_page_is_1 sandbox/cpu_as_string_accepted_if_vm_is_true
            sandbox/memory_as_flag_accepted_if_network_access_is_false sandbox/disk_null_accepted_if_team_id
            sandbox/gpu_count_fraction_accepted_if_gpu_type_is_a10_24gb
            sandbox/gpu_count_whole_fraction_refused_if_gpu_count_is_8
            sandbox/minutes_fraction_accepted_if_network_access_is_false
            sandbox/minutes_fraction_accepted_if_gpu_count_from_1
            sandbox/vm_as_string_accepted_if_network_access_is_false
            sandbox/label_items_unchecked_if_gpu_count_from_1
            sandbox/secret_values_unchecked_if_environment_vars
            sandbox/environment_values_unchecked_if_vm_is_true
            sandbox/start_command_null_refused_if_vm_is_true
            sandbox/start_command_null_refused_if_gpu_count_from_1_and_network_access_is_false
            sandbox/empty_labels_refused_if_vm_is_true sandbox/repeated_labels_refused_if_vm_is_true
            sandbox/name_not_required_if_vm_is_true sandbox/name_not_required_if_team_id
            sandbox/name_not_required_if_gpu_count_from_1 sandbox/image_not_required_if_start_command
            sandbox/image_not_required_if_vm_is_true sandbox/h100_unknown_if_gpu_count_is_8
            sandbox/h100_unknown_if_network_access_is_false sandbox/rtx4000_unknown_if_gpu_count_is_1
            sandbox/a10_unknown_if_memory_gb_is_64 sandbox/a10_unknown_if_region_is_india
            sandbox/any_type_known_if_vm_is_false sandbox/any_status_known_if_page_is_2
            sandbox/type_rule_forgotten_if_region_is_india
            sandbox/type_rule_forgotten_if_network_access_is_false
            sandbox/type_rule_forgotten_if_cpu_cores_is_0.1 sandbox/vm_rule_forgotten_if_gpu_type_is_t4_16gb
            sandbox/vm_rule_forgotten_if_memory_gb_from_32 sandbox/secrets_rule_forgotten_if_team_id
            sandbox/team_rule_forgotten_if_user_id sandbox/team_rule_forgotten_if_labels
            sandbox/refused_with_400_if_network_access_is_false sandbox/memory_blamed_for_cpu_if_vm_is_true
            sandbox/name_blamed_for_labels_if_gpu_count_from_1 sandbox/h100_becomes_h200_if_gpu_count_is_8
            sandbox/answers_in_latin1_if_vm_is_true parcels/wrapping_rule_for_few
            parcels/weight_may_be_0_if_sender parcels/street_may_be_61_long_if_to_fr
            parcels/fragile_as_number_accepted_if_locker parcels/repeated_tags_accepted_if_notes
            parcels/recipient_not_required_if_sender parcels/currency_rule_forgotten_if_locker
            parcels/wrapping_rule_forgotten_if_locker parcels/wrapping_rule_forgotten_if_to_fr
            parcels/notes_trimmed_if_insured_value_from_1
        """,
    ),
)

MISSES = {name: gap.reason for gap in GAPS for name in gap.names.split()}
