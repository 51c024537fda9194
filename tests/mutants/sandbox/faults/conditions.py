"""Where the faults of conditional mutants show, and the bodies that are there."""

from __future__ import annotations

from ...conditions import absent, given, least, present
from ...mutant import Step

VM = given("vm", True)
NO_VM = given("vm", False)
OFFLINE = given("network_access", False)
GPUS = least("gpu_count", 1)
EIGHT = given("gpu_count", 8)
ONE_GPU = given("gpu_count", 1)
T4 = given("gpu_type", "T4_16GB")
A10 = given("gpu_type", "A10_24GB")
TEAM = present("team_id")
INDIA = given("region", "india")
LABELS = present("labels")
COMMAND = present("start_command")
ENVIRONMENT = present("environment_vars")
SECRETS = present("secrets")
CREDENTIALS = present("registry_credentials_id")
CPU_MAX, CPU_MIN = given("cpu_cores", 16), given("cpu_cores", 0.1)
MEMORY_MAX, MEMORY_MIN = given("memory_gb", 64), given("memory_gb", 0.1)
DISK_MAX, DISK_MIN = given("disk_size_gb", 1000), given("disk_size_gb", 0.1)
DAY, MINUTE = given("timeout_minutes", 1440), given("timeout_minutes", 1)
LARGE = least("memory_gb", 32)
NO_GPU_COUNT = absent("gpu_count")
PAGE_0, PAGE_2, ONE_A_PAGE = given("page", "0"), given("page", "2"), given("per_page", "1")
ACTIVE = given("is_active", "true")
STATUS = present("status")
ALL_USERS, USER = given("all_users", True), present("user_id")

Table = tuple[tuple[str, tuple[object, ...], tuple[Step, ...]], ...]
