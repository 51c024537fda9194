"""Names that are taken before the first one is given, as data: by Python, pydantic and our own generated modules."""

from __future__ import annotations

BUILTIN_CLASSES = frozenset(
    [
        *("ArithmeticError", "AssertionError", "AttributeError", "BaseException", "BaseExceptionGroup"),
        *("BlockingIOError", "BrokenPipeError", "BufferError", "BytesWarning", "ChildProcessError"),
        *("ConnectionAbortedError", "ConnectionError", "ConnectionRefusedError", "ConnectionResetError"),
        *("DeprecationWarning", "EOFError", "Ellipsis", "EncodingWarning", "EnvironmentError", "Exception"),
        *("ExceptionGroup", "FileExistsError", "FileNotFoundError", "FloatingPointError", "FutureWarning"),
        *("GeneratorExit", "IOError", "ImportError", "ImportWarning", "IndentationError", "IndexError"),
        *("InterruptedError", "IsADirectoryError", "KeyError", "KeyboardInterrupt", "LookupError", "MemoryError"),
        *("ModuleNotFoundError", "NameError", "NotADirectoryError", "NotImplemented", "NotImplementedError"),
        *("OSError", "OverflowError", "PendingDeprecationWarning", "PermissionError", "ProcessLookupError"),
        *("PythonFinalizationError", "RecursionError", "ReferenceError", "ResourceWarning", "RuntimeError"),
        *("RuntimeWarning", "StopAsyncIteration", "StopIteration", "SyntaxError", "SyntaxWarning", "SystemError"),
        *("SystemExit", "TabError", "TimeoutError", "TypeError", "UnboundLocalError", "UnicodeDecodeError"),
        *("UnicodeEncodeError", "UnicodeError", "UnicodeTranslateError", "UnicodeWarning", "UserWarning"),
        *("ValueError", "Warning", "ZeroDivisionError"),
    ]
)

IMPORTED_CLASSES = frozenset(
    [
        *("Annotated", "Any", "AsyncIterator", "Awaitable", "Callable", "ClassVar", "Decimal", "Enum", "Final"),
        *("Generic", "IntEnum", "Iterable", "Iterator", "Literal", "Mapping", "MutableMapping", "NamedTuple"),
        *("NoReturn", "NotRequired", "Optional", "Path", "Protocol", "Required", "Self", "Sequence", "StrEnum"),
        *("TYPE_CHECKING", "Type", "TypeAlias", "TypeAliasType", "TypeVar", "TypedDict", "UUID", "Union", "Unpack"),
        *("AfterValidator", "AliasChoices", "AwareDatetime", "BaseModel", "BeforeValidator", "ConfigDict", "Field"),
        *("Discriminator", "JsonValue", "NaiveDatetime", "PlainSerializer", "PydanticCustomError", "RootModel"),
        *("SecretStr", "StrictBool", "StrictFloat", "StrictInt", "StrictStr", "StringConstraints", "Tag"),
        *("TypeAdapter", "ValidationError", "SearchStrategy", "SkipValidation", "WrapValidator"),
    ]
)
"""Classes of the standard library, pydantic and Hypothesis that generated modules may import."""

RUNTIME_CLASSES = frozenset(
    [
        *("APIError", "Among", "Arguments", "AsyncHttpClient", "AsyncioClient", "CallError", "CallTimeoutError"),
        *("Choice", "ClientError", "ConnectionLostError", "Credential", "Date", "DateTime", "FormFile", "HttpClient"),
        *("Integer", "Json", "Model", "MultipleOf", "NotNull", "Number", "OMIT", "Omit", "Operation", "Options"),
        *("Parameter", "Pattern", "ProtocolError", "RETRIES", "Refusals", "Response", "ResponseValidationError"),
        *("Retries", "Rule", "ServerError", "Settings", "SyncClient", "TIMEOUTS", "Timeouts", "TransportError"),
        *("COMPONENTS", "Components", "ExactlyOne", "Meets", "NONE", "Nothing", "Tagged", "Unique", "UnreachableError"),
    ]
)
"""Names that generated modules import from the runtime beside them."""

ERROR_CLASSES = (
    (400, "BadRequestError"),
    (401, "UnauthorizedError"),
    (402, "PaymentRequiredError"),
    (403, "ForbiddenError"),
    (404, "NotFoundError"),
    (405, "MethodNotAllowedError"),
    (409, "ConflictError"),
    (410, "GoneError"),
    (412, "PreconditionFailedError"),
    (413, "ContentTooLargeError"),
    (415, "UnsupportedMediaTypeError"),
    (422, "UnprocessableEntityError"),
    (429, "TooManyRequestsError"),
    (500, "InternalServerError"),
    (501, "NotImplementedStatusError"),
    (502, "BadGatewayError"),
    (503, "ServiceUnavailableError"),
    (504, "GatewayTimeoutError"),
)
"""Statuses whose error has a name. Ours, because Python's phrases for them change between versions."""

PACKAGE_CLASSES = frozenset(["AsyncClient", "Client", "REFUSALS", "SPEC_HASH", *(name for _, name in ERROR_CLASSES)])
"""Public names of the generated modules themselves."""

CLASSES = BUILTIN_CLASSES | IMPORTED_CLASSES | RUNTIME_CLASSES | PACKAGE_CLASSES

MODEL_ATTRIBUTES = frozenset(
    [
        *("construct", "copy", "dict", "from_orm", "json", "parse_file", "parse_obj", "parse_raw", "schema"),
        *("schema_json", "update_forward_refs", "validate"),
        *("model_computed_fields", "model_config", "model_construct", "model_copy", "model_dump"),
        *("model_dump_json", "model_extra", "model_fields", "model_fields_set", "model_json_schema"),
        *("model_parametrized_name", "model_post_init", "model_rebuild", "model_validate"),
        *("model_validate_json", "model_validate_strings"),
    ]
)
"""Public attributes of pydantic's BaseModel."""

ANNOTATIONS = frozenset(["bool", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple"])
"""Builtins that annotations are written with: a field of such a name would stand for the type of those below it."""

FIELDS = MODEL_ATTRIBUTES | ANNOTATIONS

CALL_OPTIONS = frozenset(["extra_body", "extra_headers", "extra_query", "options"])
"""Keywords that every method takes, or will, besides those of its operation."""

BODY_FIELDS = FIELDS | CALL_OPTIONS | frozenset(["request", "self"])
"""Fields of a body are keywords of the method that sends it, and called the same there."""

ARGUMENTS = FIELDS | CALL_OPTIONS | frozenset(["fields", "models", "operations", "parameters", "request", "self"])
"""Parameters are keywords of a method, whose body uses these names, and fields of a model."""

RESOURCES = frozenset(["aclose", "call", "close", "property", "settings", "str", "with_options", "with_raw_response"])
"""Attributes of a client besides its resources, and words that its class is written with."""

METHODS = frozenset(
    [
        *("iter_all", "temporary", "wait_until", "with_options", "with_raw_response"),
        *("builtins", "date", "datetime", "deprecated", "overload"),
    ]
)
"""Methods that a resource may have besides its operations, and words that its class is written with."""

CREDENTIALS = frozenset(
    [
        *("self", "base_url", "http_client", "timeout", "timeouts", "retries", "max_retries", "clock", "headers"),
        *("rate_limit", "validate", "user_agent"),
        *("base_address", "basic_login", "bearer", "cookie_key", "header_key", "os", "query_key"),
    ]
)
"""Arguments of a client besides its credentials, and words that these are read with."""

MODULE_FUNCTIONS = frozenset(
    [
        *("given", "check_rules", "rules", "models", "operations", "client", "errors", "annotations", "re", "math"),
        *("st", "datetime", "decimal", "equal", "matches", "json", "length", "omit", "as_client", "spec_hash"),
    ]
)
"""Names that printed modules of functions use themselves."""

FUNCTIONS = MODULE_FUNCTIONS | frozenset(
    [
        *("abs", "all", "any", "bool", "bytes", "dict", "enumerate", "filter", "float", "frozenset", "getattr", "hash"),
        *("int", "isinstance", "iter", "len", "list", "map", "max", "min", "next", "object", "print", "range", "repr"),
        *("reversed", "round", "set", "sorted", "str", "sum", "tuple", "type", "zip"),
    ]
)
