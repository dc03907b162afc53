/* Three ports, made by one helper that chooses the slot. */
/* undetermined-ok */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

typedef enum { ForScans, ForAborts, ForQueries } PORT_USE;

static struct {
    PFLT_FILTER Filter;
    PFLT_PORT Scan;
    PFLT_PORT Abort;
    PFLT_PORT Query;
} Desk;

static NTSTATUS OnConnect(PFLT_PORT ClientPort, PVOID Cookie, PVOID Context, ULONG Size, PVOID *Connection)
{
    UNREFERENCED_PARAMETER(ClientPort);
    UNREFERENCED_PARAMETER(Cookie);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Size);
    *Connection = NULL;
    return STATUS_SUCCESS;
}

static VOID OnDisconnect(PVOID Cookie)
{
    UNREFERENCED_PARAMETER(Cookie);
}

static NTSTATUS OpenPort(PSECURITY_DESCRIPTOR Descriptor, PORT_USE Use)
{
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name;
    PFLT_PORT *slot;

    switch (Use) {
    case ForScans:
        RtlInitUnicodeString(&name, L"\\DeskScan");
        slot = &Desk.Scan;
        break;
    case ForAborts:
        RtlInitUnicodeString(&name, L"\\DeskAbort");
        slot = &Desk.Abort;
        break;
    default:
        RtlInitUnicodeString(&name, L"\\DeskQuery");
        slot = &Desk.Query;
        break;
    }
    InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, Descriptor);
    return FltCreateCommunicationPort(Desk.Filter, slot, &attributes, NULL, OnConnect, OnDisconnect, NULL, 1);
}

static VOID ClosePorts(VOID)
{
    if (Desk.Scan != NULL)
        FltCloseCommunicationPort(Desk.Scan);
    if (Desk.Abort != NULL)
        FltCloseCommunicationPort(Desk.Abort);
    if (Desk.Query != NULL)
        FltCloseCommunicationPort(Desk.Query);
    Desk.Scan = Desk.Abort = Desk.Query = NULL;
}

static NTSTATUS DeskUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    ClosePorts();
    FltUnregisterFilter(Desk.Filter);
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, DeskUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PSECURITY_DESCRIPTOR descriptor = NULL;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    RtlZeroMemory(&Desk, sizeof(Desk));
    status = FltRegisterFilter(DriverObject, &Registration, &Desk.Filter);
    if (!NT_SUCCESS(status))
        return status;

    status = FltBuildDefaultSecurityDescriptor(&descriptor, FLT_PORT_ALL_ACCESS);
    if (NT_SUCCESS(status)) {
        status = OpenPort(descriptor, ForScans);
        if (NT_SUCCESS(status))
            status = OpenPort(descriptor, ForAborts);
        if (NT_SUCCESS(status))
            status = OpenPort(descriptor, ForQueries);
        FltFreeSecurityDescriptor(descriptor);
    }
    if (NT_SUCCESS(status))
        status = FltStartFiltering(Desk.Filter);
    if (!NT_SUCCESS(status)) {
        ClosePorts();
        FltUnregisterFilter(Desk.Filter);
    }
    return status;
}
