#include <fltKernel.h>
#include "kinds.h"

/* The header with the enumeration is not there. No two cases of a switch are the same, so each call comes to its own. */

DRIVER_INITIALIZE DriverEntry;
NTSTATUS FilterUnload(FLT_FILTER_UNLOAD_FLAGS Flags);

static struct {
    PFLT_FILTER Filter;
    PFLT_PORT ScanPort;
    PFLT_PORT AbortPort;
} Globals;

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, FilterUnload,
};

static NTSTATUS Connect(PFLT_PORT Port, PVOID Cookie, PVOID Context, ULONG Size, PVOID *Connection)
{
    UNREFERENCED_PARAMETER(Port);
    UNREFERENCED_PARAMETER(Cookie);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Size);
    *Connection = NULL;
    return STATUS_SUCCESS;
}

static VOID Disconnect(PVOID Connection)
{
    UNREFERENCED_PARAMETER(Connection);
}

static NTSTATUS OpenPort(PORT_KIND Kind, PSECURITY_DESCRIPTOR Descriptor)
{
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name;
    PFLT_PORT *port;

    switch (Kind) {
    case PortForScan:
        RtlInitUnicodeString(&name, L"\\ScanPort");
        port = &Globals.ScanPort;
        break;
    case PortForAbort:
        RtlInitUnicodeString(&name, L"\\AbortPort");
        port = &Globals.AbortPort;
        break;
    default:
        return STATUS_INVALID_PARAMETER;
    }
    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, Descriptor);
    return FltCreateCommunicationPort(Globals.Filter, port, &attributes, NULL, Connect, Disconnect, NULL, 1);
}

static VOID ClosePorts(VOID)
{
    if (Globals.ScanPort != NULL) {
        FltCloseCommunicationPort(Globals.ScanPort);
    }
    if (Globals.AbortPort != NULL) {
        FltCloseCommunicationPort(Globals.AbortPort);
    }
}

NTSTATUS FilterUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    ClosePorts();
    FltUnregisterFilter(Globals.Filter);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PSECURITY_DESCRIPTOR descriptor;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    RtlZeroMemory(&Globals, sizeof(Globals));
    status = FltRegisterFilter(DriverObject, &Registration, &Globals.Filter);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = FltBuildDefaultSecurityDescriptor(&descriptor, FLT_PORT_ALL_ACCESS);
    if (!NT_SUCCESS(status)) {
        goto unregister;
    }
    status = OpenPort(PortForScan, descriptor);
    if (NT_SUCCESS(status)) {
        status = OpenPort(PortForAbort, descriptor);
    }
    FltFreeSecurityDescriptor(descriptor);
    if (NT_SUCCESS(status)) {
        status = FltStartFiltering(Globals.Filter);
    }
    if (NT_SUCCESS(status)) {
        return STATUS_SUCCESS;
    }
    ClosePorts();
unregister:
    FltUnregisterFilter(Globals.Filter);
    return status;
}
