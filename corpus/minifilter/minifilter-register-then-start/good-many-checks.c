/* The helper returns in more ways than are kept apart, and each of them fails. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

static PFLT_FILTER Filter;

static NTSTATUS FLTAPI FilterUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Filter);
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    .Size = sizeof(FLT_REGISTRATION),
    .Version = FLT_REGISTRATION_VERSION,
    .FilterUnloadCallback = FilterUnload,
};

static NTSTATUS SetUp(PDRIVER_OBJECT DriverObject)
{
    NTSTATUS status;

    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"One");
    if (!NT_SUCCESS(status))
        return status;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Two");
    if (!NT_SUCCESS(status))
        return status;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Three");
    if (!NT_SUCCESS(status))
        return status;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Four");
    if (!NT_SUCCESS(status))
        return status;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Five");
    if (!NT_SUCCESS(status))
        return status;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Six");
    if (!NT_SUCCESS(status))
        return status;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Seven");
    if (!NT_SUCCESS(status))
        return status;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Eight");
    if (!NT_SUCCESS(status))
        return status;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Nine");
    if (!NT_SUCCESS(status))
        return status;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Ten");
    if (!NT_SUCCESS(status))
        return status;
    status = FltRegisterFilter(DriverObject, &Registration, &Filter);
    if (!NT_SUCCESS(status))
        return status;
    status = FltStartFiltering(Filter);
    if (!NT_SUCCESS(status))
        FltUnregisterFilter(Filter);
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    return SetUp(DriverObject);
}
