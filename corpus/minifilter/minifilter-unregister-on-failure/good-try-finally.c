/* Structured exception handling as cleanup; all handles in one global that starts at zero. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

static struct {
    PFLT_FILTER Filter;
    PFLT_PORT Port;
    NPAGED_LOOKASIDE_LIST Records;
} Global;

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

static NTSTATUS FinallyUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltCloseCommunicationPort(Global.Port);
    FltUnregisterFilter(Global.Filter);
    ExDeleteNPagedLookasideList(&Global.Records);
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, FinallyUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;
    PSECURITY_DESCRIPTOR descriptor = NULL;
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name;

    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeNPagedLookasideList(&Global.Records, NULL, NULL, POOL_NX_ALLOCATION, 128, 'ceRF', 0);

    __try {
        status = FltRegisterFilter(DriverObject, &Registration, &Global.Filter);
        if (!NT_SUCCESS(status))
            __leave;

        status = FltBuildDefaultSecurityDescriptor(&descriptor, FLT_PORT_ALL_ACCESS);
        if (!NT_SUCCESS(status))
            __leave;

        RtlInitUnicodeString(&name, L"\\FinallyPort");
        InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, descriptor);
        status = FltCreateCommunicationPort(Global.Filter, &Global.Port, &attributes, NULL, OnConnect, OnDisconnect, NULL,
                                            1);
        if (!NT_SUCCESS(status))
            __leave;

        status = FltStartFiltering(Global.Filter);
    } __finally {
        if (descriptor != NULL)
            FltFreeSecurityDescriptor(descriptor);
        if (!NT_SUCCESS(status)) {
            if (Global.Port != NULL)
                FltCloseCommunicationPort(Global.Port);
            if (Global.Filter != NULL)
                FltUnregisterFilter(Global.Filter);
            ExDeleteNPagedLookasideList(&Global.Records);
        }
    }
    return status;
}
