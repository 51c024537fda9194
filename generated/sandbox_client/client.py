# Made by fencepost from sandbox.yaml. Do not edit:
# change the document and run `fencepost generate` again.
"""The client, once waiting and once asynchronous; a method is a signature, a docstring and one return."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Final, overload

from pydantic import JsonValue

from . import operations
from ._runtime.client import AS_CLIENT, Arguments, AsyncioClient, Options, Settings, SyncClient
from ._runtime.credentials import bearer
from ._runtime.omit import OMIT, Omit
from ._runtime.retries import RETRIES, Retries
from ._runtime.transport import TIMEOUTS, AsyncHttpClient, HttpClient, Timeouts, base_address
from .errors import REFUSALS
from .models import (
    BulkDeleteSandboxesRequest,
    BulkDeleteSandboxesResult,
    CreateSandboxRequest,
    DeleteSandboxResult,
    GPUType,
    Sandbox,
    SandboxAuth,
    SandboxErrorContext,
    SandboxList,
    SandboxLogs,
    SandboxStatus,
)

BASE_URL: Final = "https://api.primeintellect.ai"
USER_AGENT: Final = "sandbox-client/0.1.0"


def _settings(
    *, token: str | None, base_url: str | None, timeouts: Timeouts, retries: Retries
) -> Settings:
    token = token or os.environ.get("PRIME_API_KEY")
    if token is None:
        raise ValueError("no token: pass token= or set PRIME_API_KEY")
    return Settings(
        base_url=base_address(base_url or os.environ.get("PRIME_API_BASE_URL") or BASE_URL),
        user_agent=USER_AGENT,
        credentials={"bearer": bearer(token)},
        refusals=REFUSALS,
        timeouts=timeouts,
        retries=retries,
    )


class Sandboxes:
    """Cloud sandboxes and what belongs to them."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    @overload
    def create(self, request: CreateSandboxRequest, *, options: Options = AS_CLIENT) -> Sandbox: ...
    @overload
    def create(
        self,
        *,
        name: str,
        docker_image: str,
        start_command: str | Omit | None = OMIT,
        cpu_cores: float | Omit = OMIT,
        memory_gb: float | Omit = OMIT,
        disk_size_gb: float | Omit = OMIT,
        gpu_count: int | Omit = OMIT,
        gpu_type: GPUType | Omit | None = OMIT,
        vm: bool | Omit = OMIT,
        network_access: bool | Omit = OMIT,
        timeout_minutes: int | Omit = OMIT,
        environment_vars: Mapping[str, str] | Omit | None = OMIT,
        secrets: Mapping[str, str] | Omit | None = OMIT,
        labels: Sequence[str] | Omit = OMIT,
        team_id: str | Omit | None = OMIT,
        advanced_configs: Mapping[str, JsonValue] | Omit | None = OMIT,
        registry_credentials_id: str | Omit | None = OMIT,
        region: str | Omit | None = OMIT,
        guaranteed: bool | Omit = OMIT,
        options: Options = AS_CLIENT,
    ) -> Sandbox: ...
    def create(
        self,
        request: CreateSandboxRequest | None = None,
        *,
        options: Options = AS_CLIENT,
        **fields: object,
    ) -> Sandbox:
        """Create a sandbox.

        Creation is asynchronous: the answer carries the identifier and the first status; read
        the sandbox until it is RUNNING.
        The fields and their bounds are those of CreateSandboxRequest.

        Raises ValidationError before anything is sent, CallError else.
        Source: sandbox.yaml#/paths/~1api~1v1~1sandbox/post
        """
        return self._client.call(
            operations.CREATE_SANDBOX, Arguments(body=request, fields=fields), options
        )

    def list(
        self,
        *,
        team_id: str | Omit = OMIT,
        user_id: str | Omit = OMIT,
        status: SandboxStatus | Omit = OMIT,
        is_active: bool | Omit = OMIT,
        labels: Sequence[str] | Omit = OMIT,
        page: int | Omit = OMIT,
        per_page: int | Omit = OMIT,
        options: Options = AS_CLIENT,
    ) -> SandboxList:
        """List sandboxes.

        One page of the sandboxes that match every filter given, in no promised order.
        The arguments and their bounds are those of ListSandboxesParameters.

        Raises ValidationError before anything is sent, CallError else.
        Source: sandbox.yaml#/paths/~1api~1v1~1sandbox/get
        """
        parameters = {
            "team_id": team_id,
            "user_id": user_id,
            "status": status,
            "is_active": is_active,
            "labels": labels,
            "page": page,
            "per_page": per_page,
        }
        return self._client.call(
            operations.LIST_SANDBOXES, Arguments(parameters=parameters), options
        )

    @overload
    def bulk_delete(
        self, request: BulkDeleteSandboxesRequest, *, options: Options = AS_CLIENT
    ) -> BulkDeleteSandboxesResult: ...
    @overload
    def bulk_delete(
        self,
        *,
        sandbox_ids: Sequence[str] | Omit | None = OMIT,
        labels: Sequence[str] | Omit | None = OMIT,
        team_id: str | Omit | None = OMIT,
        user_id: str | Omit | None = OMIT,
        all_users: bool | Omit = OMIT,
        options: Options = AS_CLIENT,
    ) -> BulkDeleteSandboxesResult: ...
    def bulk_delete(
        self,
        request: BulkDeleteSandboxesRequest | None = None,
        *,
        options: Options = AS_CLIENT,
        **fields: object,
    ) -> BulkDeleteSandboxesResult:
        """Delete many sandboxes.

        Deletes the sandboxes with these identifiers, or those that carry all of these labels.
        What could not be deleted is listed in the answer, which is a success all the same.
        The fields and their bounds are those of BulkDeleteSandboxesRequest.

        Raises ValidationError before anything is sent, CallError else.
        Source: sandbox.yaml#/paths/~1api~1v1~1sandbox/delete
        """
        return self._client.call(
            operations.BULK_DELETE_SANDBOXES, Arguments(body=request, fields=fields), options
        )

    def get(self, sandbox_id: str, *, options: Options = AS_CLIENT) -> Sandbox:
        """Get a sandbox.

        The sandbox as it stands; one that has ended stays readable.

        Raises ValidationError before anything is sent, CallError else.
        Source: sandbox.yaml#/paths/~1api~1v1~1sandbox~1{sandbox_id}/get
        """
        return self._client.call(
            operations.GET_SANDBOX, Arguments(parameters={"sandbox_id": sandbox_id}), options
        )

    def delete(self, sandbox_id: str, *, options: Options = AS_CLIENT) -> DeleteSandboxResult:
        """Delete a sandbox.

        Ends the sandbox; its record stays, TERMINATED.

        Raises ValidationError before anything is sent, CallError else.
        Source: sandbox.yaml#/paths/~1api~1v1~1sandbox~1{sandbox_id}/delete
        """
        return self._client.call(
            operations.DELETE_SANDBOX, Arguments(parameters={"sandbox_id": sandbox_id}), options
        )

    def get_logs(self, sandbox_id: str, *, options: Options = AS_CLIENT) -> SandboxLogs:
        """Get a sandbox's logs.

        What the sandbox has written, as one text.

        Raises ValidationError before anything is sent, CallError else.
        Source: sandbox.yaml#/paths/~1api~1v1~1sandbox~1{sandbox_id}~1logs/get
        """
        return self._client.call(
            operations.GET_SANDBOX_LOGS, Arguments(parameters={"sandbox_id": sandbox_id}), options
        )

    def create_auth(self, sandbox_id: str, *, options: Options = AS_CLIENT) -> SandboxAuth:
        """Create a token for a sandbox.

        A short-lived token for the gateway, where commands and files of this sandbox are served.

        Raises ValidationError before anything is sent, CallError else.
        Source: sandbox.yaml#/paths/~1api~1v1~1sandbox~1{sandbox_id}~1auth/post
        """
        return self._client.call(
            operations.CREATE_SANDBOX_AUTH,
            Arguments(parameters={"sandbox_id": sandbox_id}),
            options,
        )

    def get_error_context(
        self, sandbox_id: str, *, options: Options = AS_CLIENT
    ) -> SandboxErrorContext:
        """Get why a sandbox failed.

        The status of the sandbox and, where it failed, the reason.

        Raises ValidationError before anything is sent, CallError else.
        Source: sandbox.yaml#/paths/~1api~1v1~1sandbox~1{sandbox_id}~1error-context/get
        """
        return self._client.call(
            operations.GET_SANDBOX_ERROR_CONTEXT,
            Arguments(parameters={"sandbox_id": sandbox_id}),
            options,
        )


class Client(SyncClient):
    """Sandbox API, one call at a time.

    Times out after 10 s without a connection and 30 s without an answer; repeats a call at most
    twice, and only where that cannot do its work twice. Close it, or use it in a `with` block.
    """

    def __init__(
        self,
        *,
        token: str | None = None,
        base_url: str | None = None,
        timeouts: Timeouts = TIMEOUTS,
        retries: Retries = RETRIES,
        http_client: HttpClient | None = None,
    ) -> None:
        """A client for one token and one address.

        token is read from PRIME_API_KEY where it is not given.
        base_url is read from PRIME_API_BASE_URL where it is not given.
        """
        super().__init__(
            _settings(token=token, base_url=base_url, timeouts=timeouts, retries=retries),
            http_client,
        )

    @property
    def sandboxes(self) -> Sandboxes:
        """Cloud sandboxes and what belongs to them."""
        return Sandboxes(self)


class AsyncSandboxes:
    """Cloud sandboxes and what belongs to them."""

    def __init__(self, client: AsyncioClient) -> None:
        self._client = client

    @overload
    async def create(
        self, request: CreateSandboxRequest, *, options: Options = AS_CLIENT
    ) -> Sandbox: ...
    @overload
    async def create(
        self,
        *,
        name: str,
        docker_image: str,
        start_command: str | Omit | None = OMIT,
        cpu_cores: float | Omit = OMIT,
        memory_gb: float | Omit = OMIT,
        disk_size_gb: float | Omit = OMIT,
        gpu_count: int | Omit = OMIT,
        gpu_type: GPUType | Omit | None = OMIT,
        vm: bool | Omit = OMIT,
        network_access: bool | Omit = OMIT,
        timeout_minutes: int | Omit = OMIT,
        environment_vars: Mapping[str, str] | Omit | None = OMIT,
        secrets: Mapping[str, str] | Omit | None = OMIT,
        labels: Sequence[str] | Omit = OMIT,
        team_id: str | Omit | None = OMIT,
        advanced_configs: Mapping[str, JsonValue] | Omit | None = OMIT,
        registry_credentials_id: str | Omit | None = OMIT,
        region: str | Omit | None = OMIT,
        guaranteed: bool | Omit = OMIT,
        options: Options = AS_CLIENT,
    ) -> Sandbox: ...
    async def create(
        self,
        request: CreateSandboxRequest | None = None,
        *,
        options: Options = AS_CLIENT,
        **fields: object,
    ) -> Sandbox:
        """Create a sandbox.

        Creation is asynchronous: the answer carries the identifier and the first status; read
        the sandbox until it is RUNNING.
        The fields and their bounds are those of CreateSandboxRequest.

        Raises ValidationError before anything is sent, CallError else.
        Source: sandbox.yaml#/paths/~1api~1v1~1sandbox/post
        """
        return await self._client.call(
            operations.CREATE_SANDBOX, Arguments(body=request, fields=fields), options
        )

    async def list(
        self,
        *,
        team_id: str | Omit = OMIT,
        user_id: str | Omit = OMIT,
        status: SandboxStatus | Omit = OMIT,
        is_active: bool | Omit = OMIT,
        labels: Sequence[str] | Omit = OMIT,
        page: int | Omit = OMIT,
        per_page: int | Omit = OMIT,
        options: Options = AS_CLIENT,
    ) -> SandboxList:
        """List sandboxes.

        One page of the sandboxes that match every filter given, in no promised order.
        The arguments and their bounds are those of ListSandboxesParameters.

        Raises ValidationError before anything is sent, CallError else.
        Source: sandbox.yaml#/paths/~1api~1v1~1sandbox/get
        """
        parameters = {
            "team_id": team_id,
            "user_id": user_id,
            "status": status,
            "is_active": is_active,
            "labels": labels,
            "page": page,
            "per_page": per_page,
        }
        return await self._client.call(
            operations.LIST_SANDBOXES, Arguments(parameters=parameters), options
        )

    @overload
    async def bulk_delete(
        self, request: BulkDeleteSandboxesRequest, *, options: Options = AS_CLIENT
    ) -> BulkDeleteSandboxesResult: ...
    @overload
    async def bulk_delete(
        self,
        *,
        sandbox_ids: Sequence[str] | Omit | None = OMIT,
        labels: Sequence[str] | Omit | None = OMIT,
        team_id: str | Omit | None = OMIT,
        user_id: str | Omit | None = OMIT,
        all_users: bool | Omit = OMIT,
        options: Options = AS_CLIENT,
    ) -> BulkDeleteSandboxesResult: ...
    async def bulk_delete(
        self,
        request: BulkDeleteSandboxesRequest | None = None,
        *,
        options: Options = AS_CLIENT,
        **fields: object,
    ) -> BulkDeleteSandboxesResult:
        """Delete many sandboxes.

        Deletes the sandboxes with these identifiers, or those that carry all of these labels.
        What could not be deleted is listed in the answer, which is a success all the same.
        The fields and their bounds are those of BulkDeleteSandboxesRequest.

        Raises ValidationError before anything is sent, CallError else.
        Source: sandbox.yaml#/paths/~1api~1v1~1sandbox/delete
        """
        return await self._client.call(
            operations.BULK_DELETE_SANDBOXES, Arguments(body=request, fields=fields), options
        )

    async def get(self, sandbox_id: str, *, options: Options = AS_CLIENT) -> Sandbox:
        """Get a sandbox.

        The sandbox as it stands; one that has ended stays readable.

        Raises ValidationError before anything is sent, CallError else.
        Source: sandbox.yaml#/paths/~1api~1v1~1sandbox~1{sandbox_id}/get
        """
        return await self._client.call(
            operations.GET_SANDBOX, Arguments(parameters={"sandbox_id": sandbox_id}), options
        )

    async def delete(self, sandbox_id: str, *, options: Options = AS_CLIENT) -> DeleteSandboxResult:
        """Delete a sandbox.

        Ends the sandbox; its record stays, TERMINATED.

        Raises ValidationError before anything is sent, CallError else.
        Source: sandbox.yaml#/paths/~1api~1v1~1sandbox~1{sandbox_id}/delete
        """
        return await self._client.call(
            operations.DELETE_SANDBOX, Arguments(parameters={"sandbox_id": sandbox_id}), options
        )

    async def get_logs(self, sandbox_id: str, *, options: Options = AS_CLIENT) -> SandboxLogs:
        """Get a sandbox's logs.

        What the sandbox has written, as one text.

        Raises ValidationError before anything is sent, CallError else.
        Source: sandbox.yaml#/paths/~1api~1v1~1sandbox~1{sandbox_id}~1logs/get
        """
        return await self._client.call(
            operations.GET_SANDBOX_LOGS, Arguments(parameters={"sandbox_id": sandbox_id}), options
        )

    async def create_auth(self, sandbox_id: str, *, options: Options = AS_CLIENT) -> SandboxAuth:
        """Create a token for a sandbox.

        A short-lived token for the gateway, where commands and files of this sandbox are served.

        Raises ValidationError before anything is sent, CallError else.
        Source: sandbox.yaml#/paths/~1api~1v1~1sandbox~1{sandbox_id}~1auth/post
        """
        return await self._client.call(
            operations.CREATE_SANDBOX_AUTH,
            Arguments(parameters={"sandbox_id": sandbox_id}),
            options,
        )

    async def get_error_context(
        self, sandbox_id: str, *, options: Options = AS_CLIENT
    ) -> SandboxErrorContext:
        """Get why a sandbox failed.

        The status of the sandbox and, where it failed, the reason.

        Raises ValidationError before anything is sent, CallError else.
        Source: sandbox.yaml#/paths/~1api~1v1~1sandbox~1{sandbox_id}~1error-context/get
        """
        return await self._client.call(
            operations.GET_SANDBOX_ERROR_CONTEXT,
            Arguments(parameters={"sandbox_id": sandbox_id}),
            options,
        )


class AsyncClient(AsyncioClient):
    """Sandbox API, calls side by side.

    Times out after 10 s without a connection and 30 s without an answer; repeats a call at most
    twice, and only where that cannot do its work twice. Close it, or use it in an `async with`
    block.
    """

    def __init__(
        self,
        *,
        token: str | None = None,
        base_url: str | None = None,
        timeouts: Timeouts = TIMEOUTS,
        retries: Retries = RETRIES,
        http_client: AsyncHttpClient | None = None,
    ) -> None:
        """A client for one token and one address.

        token is read from PRIME_API_KEY where it is not given.
        base_url is read from PRIME_API_BASE_URL where it is not given.
        """
        super().__init__(
            _settings(token=token, base_url=base_url, timeouts=timeouts, retries=retries),
            http_client,
        )

    @property
    def sandboxes(self) -> AsyncSandboxes:
        """Cloud sandboxes and what belongs to them."""
        return AsyncSandboxes(self)
