/* A filter with one communication port. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

static struct {
    PFLT_FILTER Filter;
    PFLT_PORT Server;
    PFLT_PORT Client;
} Monitor;

static NTSTATUS OnConnect(PFLT_PORT ClientPort, PVOID Cookie, PVOID Context, ULONG Size, PVOID *Connection)
{
    UNREFERENCED_PARAMETER(Cookie);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Size);
    *Connection = NULL;
    Monitor.Client = ClientPort;
    return STATUS_SUCCESS;
}

static VOID OnDisconnect(PVOID Cookie)
{
    UNREFERENCED_PARAMETER(Cookie);
    FltCloseClientPort(Monitor.Filter, &Monitor.Client);
}

static NTSTATUS MonitorUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltCloseCommunicationPort(Monitor.Server);
    FltUnregisterFilter(Monitor.Filter);
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, MonitorUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\MonitorPort");
    PSECURITY_DESCRIPTOR descriptor;
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &Registration, &Monitor.Filter);
    if (!NT_SUCCESS(status))
        return status;

    status = FltBuildDefaultSecurityDescriptor(&descriptor, FLT_PORT_ALL_ACCESS);
    if (!NT_SUCCESS(status)) {
        FltUnregisterFilter(Monitor.Filter);
        return status;
    }
    InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, descriptor);
    status = FltCreateCommunicationPort(Monitor.Filter, &Monitor.Server, &attributes, NULL, OnConnect, OnDisconnect,
                                        NULL, 1);
    FltFreeSecurityDescriptor(descriptor);
    if (NT_SUCCESS(status)) {
        status = FltStartFiltering(Monitor.Filter);
        if (NT_SUCCESS(status))
            return STATUS_SUCCESS;
    }
    FltUnregisterFilter(Monitor.Filter);
    return status; /* expect: minifilter-unload-order */
}

/* verdict: minifilter-unload-order mf-port-close-on-fail violated */
