/* The port is a convenience: the filter works without it, and so the entry succeeds without it. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

static PFLT_FILTER Filter;
static PFLT_PORT Port;

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

static NTSTATUS OpenPort(VOID)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\OptionalPort");
    PSECURITY_DESCRIPTOR descriptor;
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status = FltBuildDefaultSecurityDescriptor(&descriptor, FLT_PORT_ALL_ACCESS);

    if (NT_SUCCESS(status)) {
        InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE, NULL, descriptor);
        status = FltCreateCommunicationPort(Filter, &Port, &attributes, NULL, OnConnect, OnDisconnect, NULL, 1);
        FltFreeSecurityDescriptor(descriptor);
    }
    return status;
}

static NTSTATUS OptionalUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    if (Port != NULL)
        FltCloseCommunicationPort(Port);
    FltUnregisterFilter(Filter);
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, OptionalUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING routine = RTL_CONSTANT_STRING(L"IoReplaceFileObjectName");
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    if (MmGetSystemRoutineAddress(&routine) == NULL)
        DbgPrint("optional: an old system\n");

    status = FltRegisterFilter(DriverObject, &Registration, &Filter);
    if (!NT_SUCCESS(status))
        return status;

    status = OpenPort();
    if (!NT_SUCCESS(status)) {
        DbgPrint("optional: no port, 0x%08x\n", status);
        status = STATUS_SUCCESS;
    }

    status = FltStartFiltering(Filter);
    if (!NT_SUCCESS(status)) {
        if (Port != NULL)
            FltCloseCommunicationPort(Port);
        FltUnregisterFilter(Filter);
    }
    return status;
}
