#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;
NTSTATUS FilterUnload(FLT_FILTER_UNLOAD_FLAGS Flags);
FLT_PREOP_CALLBACK_STATUS PreCreate(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID *Context);

typedef enum _PORT_KIND { PortForScan, PortForAbort } PORT_KIND;

typedef struct _SEEN {
    LIST_ENTRY Link;
    HANDLE Thread;
} SEEN, *PSEEN;

static struct {
    PFLT_FILTER Filter;
    PFLT_PORT ScanPort;
    PFLT_PORT AbortPort;
    LIST_ENTRY Seen;
    KSPIN_LOCK Lock;
} Globals;

static const FLT_OPERATION_REGISTRATION Operations[] = {{IRP_MJ_CREATE, 0, PreCreate, NULL}, {IRP_MJ_OPERATION_END}};

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, Operations, FilterUnload,
};

/* The list has nothing to do with the ports. */
FLT_PREOP_CALLBACK_STATUS PreCreate(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID *Context)
{
    PSEEN seen = (PSEEN)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(SEEN), 'neeS');

    UNREFERENCED_PARAMETER(Data);
    UNREFERENCED_PARAMETER(Objects);
    *Context = NULL;
    if (seen != NULL) {
        seen->Thread = PsGetCurrentThreadId();
        ExInterlockedInsertTailList(&Globals.Seen, &seen->Link, &Globals.Lock);
    }
    return FLT_PREOP_SUCCESS_NO_CALLBACK;
}

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
    return FltCreateCommunicationPort(Globals.Filter, port, &attributes, NULL, Connect, Disconnect, NULL, 1); /* expect: minifilter-unload-order */
}

NTSTATUS FilterUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltCloseCommunicationPort(Globals.ScanPort);
    FltUnregisterFilter(Globals.Filter);
    while (!IsListEmpty(&Globals.Seen)) {
        ExFreePoolWithTag(CONTAINING_RECORD(RemoveHeadList(&Globals.Seen), SEEN, Link), 'neeS');
    }
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PSECURITY_DESCRIPTOR descriptor;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    InitializeListHead(&Globals.Seen);
    KeInitializeSpinLock(&Globals.Lock);
    status = FltRegisterFilter(DriverObject, &Registration, &Globals.Filter);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = FltBuildDefaultSecurityDescriptor(&descriptor, FLT_PORT_ALL_ACCESS);
    if (!NT_SUCCESS(status)) {
        goto unregister;
    }
    status = OpenPort(PortForScan, descriptor);
    if (!NT_SUCCESS(status)) {
        goto free_descriptor;
    }
    status = OpenPort(PortForAbort, descriptor);
    if (!NT_SUCCESS(status)) {
        goto close_scan;
    }
    status = FltStartFiltering(Globals.Filter);
    if (!NT_SUCCESS(status)) {
        goto close_abort;
    }
    FltFreeSecurityDescriptor(descriptor);
    return STATUS_SUCCESS;

close_abort:
    FltCloseCommunicationPort(Globals.AbortPort);
close_scan:
    FltCloseCommunicationPort(Globals.ScanPort);
free_descriptor:
    FltFreeSecurityDescriptor(descriptor);
unregister:
    FltUnregisterFilter(Globals.Filter);
    return status;
}
