/* Registration, port and start each have a helper. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

typedef struct _HERALD {
    PFLT_FILTER Filter;
    PFLT_PORT ServerPort;
    PFLT_PORT ClientPort;
} HERALD, *PHERALD;

static HERALD Herald;

static NTSTATUS HeraldConnect(PFLT_PORT ClientPort, PVOID Cookie, PVOID Context, ULONG Size, PVOID *Connection)
{
    UNREFERENCED_PARAMETER(Cookie);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Size);
    *Connection = NULL;
    Herald.ClientPort = ClientPort;
    return STATUS_SUCCESS;
}

static VOID HeraldDisconnect(PVOID Cookie)
{
    UNREFERENCED_PARAMETER(Cookie);
    FltCloseClientPort(Herald.Filter, &Herald.ClientPort);
}

static NTSTATUS HeraldUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltCloseCommunicationPort(Herald.ServerPort);
    FltUnregisterFilter(Herald.Filter);
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, HeraldUnload,
};

static NTSTATUS OpenPort(PFLT_FILTER Filter, PFLT_PORT *Port)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\HeraldPort");
    PSECURITY_DESCRIPTOR descriptor;
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status = FltBuildDefaultSecurityDescriptor(&descriptor, FLT_PORT_ALL_ACCESS);

    if (!NT_SUCCESS(status))
        return status;
    InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, descriptor);
    status = FltCreateCommunicationPort(Filter, Port, &attributes, NULL, HeraldConnect, HeraldDisconnect, NULL, 1);
    FltFreeSecurityDescriptor(descriptor);
    return status;
}

static NTSTATUS Register(PDRIVER_OBJECT DriverObject, PFLT_FILTER *Filter)
{
    return FltRegisterFilter(DriverObject, &Registration, Filter);
}

static NTSTATUS Start(PHERALD Data)
{
    NTSTATUS status = FltStartFiltering(Data->Filter);

    if (!NT_SUCCESS(status))
        FltCloseCommunicationPort(Data->ServerPort);
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = Register(DriverObject, &Herald.Filter);

    UNREFERENCED_PARAMETER(RegistryPath);
    if (!NT_SUCCESS(status))
        return status;
    status = OpenPort(Herald.Filter, &Herald.ServerPort);
    if (NT_SUCCESS(status))
        status = Start(&Herald);
    if (!NT_SUCCESS(status))
        FltUnregisterFilter(Herald.Filter);
    return status;
}
