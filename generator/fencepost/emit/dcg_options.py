"""How datamodel-code-generator is called.

Every option whose default is a value is pinned, so that a later version prints the same or fails; a test compares the
names with those that the installed version has.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from datamodel_code_generator.config import GenerateConfig
from datamodel_code_generator.enums import (
    AllOfClassHierarchy,
    AllOfMergeMode,
    ClassNameAffixScope,
    CustomFileHeaderMode,
    DataModelType,
    HTTPBackend,
    InputFileType,
    ReuseScope,
    StrictTypes,
)
from datamodel_code_generator.format import PythonVersion

from fencepost.emit.draft import Draft
from fencepost.emit.python.code import Code
from fencepost.emit.python.docstring import docstring
from fencepost.emit.python.hint import PACKAGE

ON = frozenset(
    """
    disable_timestamp field_constraints set_default_enum_member strict_nullable strict_refs use_annotated
    use_closed_typed_dict use_double_quotes use_specialized_enum use_standard_collections use_subclass_enum
    use_type_alias use_typed_nullable_map_values use_union_operator
    """.split()
)
"""Options that are true."""

OFF = frozenset(
    """
    allow_extra_fields allow_leading_underscore_class_name allow_population_by_field_name allow_private_network
    allow_remote_refs apply_default_values_for_required_fields capitalise_enum_members check_pattern_maps_strictly
    collapse_reuse_models collapse_root_models collapse_shared_parent_wrappers dedupe_request_response_variants
    disable_appending_item_suffix disable_future_imports enable_command_header enable_faux_immutability
    enable_generated_header_marker enable_version_header field_include_all_keys filter_literal_values
    force_optional_for_required_fields frozen_dataclasses generate_schema_validators graphql_no_typename http_ignore_tls
    ignore_enum_constraints include_path_parameters infer_union_variant_names intersect_allof_keywords
    keep_enum_member_values keep_field_defaults_off_branch_roots keep_model_order keyword_only locked no_alias
    omit_redundant_constraints omit_redundant_reference_null openapi_include_info_version parent_scoped_naming
    pin_aliases_with_alias_generator read_const_beside_enum read_nullable_beside_type_list read_unevaluated_properties
    remove_special_field_name_prefix reuse_model skip_root_model snake_case_field strict_dotted_module_names
    strip_default_none tag_msgspec_by_payload_name treat_dot_as_module update_lock use_attribute_docstrings
    use_decimal_for_multiple_of use_decimal_in_field_forms use_default_factory_for_optional_nested_models
    use_default_kwarg use_enum_values_in_discriminator use_exact_imports use_field_description
    use_field_description_example use_frozen_field use_generic_base_class use_generic_container_types
    use_inline_field_description use_missing_sentinel use_msgspec_nullable_enum_alias use_msgspec_tagged_unions
    use_non_positive_negative_number_constrained_types use_object_type use_one_literal_as_default
    use_operation_id_as_name use_pendulum use_root_model_sequence_interface use_root_model_type_alias
    use_schema_description use_serialization_alias use_serialize_as_any use_single_dict_for_object_maps
    use_single_line_docstring use_single_value_enum_as_const use_site_models_for_constrained_refs
    use_standard_primitive_types use_status_code_in_response_name use_tag_as_union_variant_name use_title_as_name
    use_total_false_for_typed_dict use_tuple_for_closed_arrays use_tuple_for_fixed_items
    use_tuple_for_fixed_length_arrays use_type_alias_type use_typed_map_values_beside_other_types
    use_unique_items_as_set validation
    """.split()
)
"""Options that are false."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassView:
    """What the templates are told of a class besides its fields."""

    docstring: Code
    rules: Code
    """The constant that holds its rules; empty without any."""

    closed: bool


def dcg_options(draft: Draft) -> GenerateConfig:
    """The call for a draft."""
    return GenerateConfig.model_validate({**dict.fromkeys(ON, True), **dict.fromkeys(OFF, False), **_values(draft)})


def _values(draft: Draft) -> dict[str, object]:
    return {
        "aliases": _aliases(draft),
        "allof_class_hierarchy": AllOfClassHierarchy.IfNoConflict,
        "allof_merge_mode": AllOfMergeMode.Constraints,
        "base_class": f"{PACKAGE}._runtime.model.Model",
        "class_name_affix_scope": ClassNameAffixScope.All,
        "custom_file_header_mode": CustomFileHeaderMode.Replace,
        "custom_file_header": "#",
        "custom_template_dir": Path(__file__).parents[1] / "templates" / "models",
        "deserialize_default_values": (),
        "encoding": "utf-8",
        "extra_template_data": _views(draft),
        "field_extra_keys": {"repr"},
        "formatters": [],
        "http_backend": HTTPBackend.AUTO,
        "input_file_type": InputFileType.OpenAPI,
        "openapi_as_definitions": (),
        "order_constructor_fields_by": (),
        "output_model_type": DataModelType.PydanticV2BaseModel,
        "reuse_scope": ReuseScope.Module,
        "shared_module_name": "shared",
        "strict_types": [StrictTypes.bool],
        "target_python_version": PythonVersion.PY_311,
    }


def _aliases(draft: Draft) -> dict[str, str]:
    """Python names by `CLASS.WIRE_NAME`, only of fields where they differ: another entry would be printed."""
    fields = ((printed.name, field) for printed in draft.classes for field in printed.fields)
    return {f"{name}.{field.wire_name}": field.name for name, field in fields if field.wire_name != field.name}


def _views(draft: Draft) -> defaultdict[str, dict[str, ClassView]]:
    views: defaultdict[str, dict[str, ClassView]] = defaultdict(dict)
    for printed in draft.choices:
        views[printed.name]["view"] = ClassView(
            docstring=docstring(printed.documentation, 4), rules=Code(""), closed=False
        )
    for each in draft.classes:
        rules = Code("" if each.rules is None else each.rules.constant)
        views[each.name]["view"] = ClassView(
            docstring=docstring(each.documentation, 4), rules=rules, closed=each.closed
        )
    return views
