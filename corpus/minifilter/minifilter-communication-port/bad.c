/* A port for orders from user mode. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

static struct {
    PFLT_FILTER Filter;
    PFLT_PORT Port;
} Orders;

static NTSTATUS TakeConnection(PFLT_PORT ClientPort, PVOID Cookie, PVOID Context, ULONG Size, PVOID *Connection)
{
    UNREFERENCED_PARAMETER(ClientPort);
    UNREFERENCED_PARAMETER(Cookie);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Size);
    *Connection = NULL;
    return STATUS_SUCCESS;
}

static VOID LoseConnection(PVOID Cookie)
{
    UNREFERENCED_PARAMETER(Cookie);
}

static NTSTATUS TakeOrder(PVOID Cookie, PVOID Input, ULONG InputLength, PVOID Output, ULONG OutputLength, PULONG Length)
{
    UNREFERENCED_PARAMETER(Cookie);
    UNREFERENCED_PARAMETER(Input);
    UNREFERENCED_PARAMETER(InputLength);
    UNREFERENCED_PARAMETER(Output);
    UNREFERENCED_PARAMETER(OutputLength);
    *Length = 0;
    return STATUS_SUCCESS;
}

static NTSTATUS OrdersUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltCloseCommunicationPort(Orders.Port);
    FltUnregisterFilter(Orders.Filter);
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, OrdersUnload,
};

static NTSTATUS CreatePort(VOID)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\OrdersPort");
    PSECURITY_DESCRIPTOR descriptor;
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    status = FltBuildDefaultSecurityDescriptor(&descriptor, FLT_PORT_ALL_ACCESS);
    if (!NT_SUCCESS(status))
        return status;
    InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE, NULL, descriptor);
    status = FltCreateCommunicationPort(Orders.Filter, &Orders.Port, &attributes, NULL, TakeConnection,
                                        LoseConnection, TakeOrder, 1);
    if (!NT_SUCCESS(status))
        FltFreeSecurityDescriptor(descriptor);
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &Registration, &Orders.Filter);
    if (!NT_SUCCESS(status))
        return status;
    status = CreatePort();
    if (!NT_SUCCESS(status)) {
        FltUnregisterFilter(Orders.Filter);
        return status;
    }
    status = FltStartFiltering(Orders.Filter);
    if (!NT_SUCCESS(status)) {
        FltCloseCommunicationPort(Orders.Port);
        FltUnregisterFilter(Orders.Filter);
    }
    return status; /* expect: minifilter-communication-port */
}
