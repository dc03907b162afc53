/* The word is compared with the bits of both steps after that of the port was taken out. */
#include <fltKernel.h>

#define LOOM_FILTER 1
#define LOOM_PORT 2

static PFLT_FILTER Filter;
static PFLT_PORT Port;

static NTSTATUS LoomUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltCloseCommunicationPort(Port);
    FltUnregisterFilter(Filter);
    return STATUS_SUCCESS;
}

static NTSTATUS LoomConnect(PFLT_PORT Client, PVOID Cookie, PVOID Context, ULONG Size, PVOID *Connection)
{
    UNREFERENCED_PARAMETER(Client);
    UNREFERENCED_PARAMETER(Cookie);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Size);
    *Connection = NULL;
    return STATUS_SUCCESS;
}

static VOID LoomDisconnect(PVOID Cookie)
{
    UNREFERENCED_PARAMETER(Cookie);
}

static const FLT_OPERATION_REGISTRATION Operations[] = {{IRP_MJ_OPERATION_END}};

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, Operations, LoomUnload,
};

DRIVER_INITIALIZE DriverEntry;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\LoomPort");
    PSECURITY_DESCRIPTOR descriptor;
    OBJECT_ATTRIBUTES attributes;
    LONG done = 0;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &Registration, &Filter);
    if ((ULONG)status & 0x80000000)
        return status;
    InterlockedOr(&done, LOOM_FILTER);
    status = FltBuildDefaultSecurityDescriptor(&descriptor, FLT_PORT_ALL_ACCESS);
    if (status == STATUS_SUCCESS) {
        InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, descriptor);
        status |= FltCreateCommunicationPort(Filter, &Port, &attributes, NULL, LoomConnect, LoomDisconnect, NULL, 1);
        FltFreeSecurityDescriptor(descriptor);
        if (NT_SUCCESS(status)) {
            done ^= LOOM_PORT;
            status |= FltStartFiltering(Filter);
        }
    }
    if ((((ULONG)status) >> 30) < 2)
        return STATUS_SUCCESS;
    if (InterlockedAnd(&done, ~LOOM_PORT) & LOOM_PORT)
        FltCloseCommunicationPort(Port);
    if (InterlockedCompareExchange(&done, 0, LOOM_FILTER | LOOM_PORT) == (LOOM_FILTER | LOOM_PORT))
        FltUnregisterFilter(Filter);
    return status; /* expect: minifilter-unregister-on-failure */
}
