/* The filter can do without its service: a port that could not be made is told by a flag, and the filter starts. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

static PFLT_FILTER WickFilter;
static PFLT_PORT WickPort;
static BOOLEAN WickIsReachable;

static NTSTATUS WickConnect(PFLT_PORT ClientPort, PVOID ServerPortCookie, PVOID ConnectionContext, ULONG SizeOfContext,
                            PVOID *ConnectionPortCookie)
{
    UNREFERENCED_PARAMETER(ClientPort);
    UNREFERENCED_PARAMETER(ServerPortCookie);
    UNREFERENCED_PARAMETER(ConnectionContext);
    UNREFERENCED_PARAMETER(SizeOfContext);
    *ConnectionPortCookie = NULL;
    return STATUS_SUCCESS;
}

static VOID WickDisconnect(PVOID ConnectionCookie)
{
    UNREFERENCED_PARAMETER(ConnectionCookie);
}

static NTSTATUS WickUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    if (WickPort != NULL)
        FltCloseCommunicationPort(WickPort);
    FltUnregisterFilter(WickFilter);
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, WickUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\WickPort");
    PSECURITY_DESCRIPTOR descriptor;
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &Registration, &WickFilter);
    if (!NT_SUCCESS(status))
        return status;
    status = FltBuildDefaultSecurityDescriptor(&descriptor, FLT_PORT_ALL_ACCESS);
    if (!NT_SUCCESS(status)) {
        FltUnregisterFilter(WickFilter);
        return status;
    }
    InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, descriptor);
    status = FltCreateCommunicationPort(WickFilter, &WickPort, &attributes, NULL, WickConnect, WickDisconnect, NULL, 1);
    FltFreeSecurityDescriptor(descriptor);
    WickIsReachable = TRUE;
    if (!NT_SUCCESS(status))
        WickIsReachable = FALSE;
    status = FltStartFiltering(WickFilter);
    if (!NT_SUCCESS(status)) {
        if (WickPort != NULL)
            FltCloseCommunicationPort(WickPort);
        FltUnregisterFilter(WickFilter);
    }
    return status;
}
