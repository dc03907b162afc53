/* A table tells what each part of the driver starts and stops with, and which parts run: it is gone through backwards. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

typedef struct PART {
    NTSTATUS (*Start)(VOID);
    VOID (*Stop)(VOID);
    BOOLEAN Runs;
} PART;

static PDRIVER_OBJECT Driver;
static PFLT_FILTER Filter;
static PFLT_PORT Server;
static NPAGED_LOOKASIDE_LIST Records;

static NTSTATUS Unload(FLT_FILTER_UNLOAD_FLAGS Flags);

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, Unload,
};

static NTSTATUS OnConnect(PFLT_PORT ClientPort, PVOID Cookie, PVOID Context, ULONG Size, PVOID *Connection)
{
    UNREFERENCED_PARAMETER(Cookie);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Size);
    *Connection = ClientPort;
    return STATUS_SUCCESS;
}

static VOID OnDisconnect(PVOID Cookie)
{
    PFLT_PORT client = Cookie;

    FltCloseClientPort(Filter, &client);
}

static NTSTATUS RecordsStart(VOID)
{
    ExInitializeNPagedLookasideList(&Records, NULL, NULL, 0, 128, 'ceRP', 0);
    return STATUS_SUCCESS;
}

static VOID RecordsStop(VOID)
{
    ExDeleteNPagedLookasideList(&Records);
}

static NTSTATUS FilterStart(VOID)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\PartsPort");
    PSECURITY_DESCRIPTOR descriptor;
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    status = FltRegisterFilter(Driver, &Registration, &Filter);
    if (!NT_SUCCESS(status))
        return status;
    status = FltBuildDefaultSecurityDescriptor(&descriptor, FLT_PORT_ALL_ACCESS);
    if (NT_SUCCESS(status)) {
        InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, descriptor);
        status = FltCreateCommunicationPort(Filter, &Server, &attributes, NULL, OnConnect, OnDisconnect, NULL, 1);
        FltFreeSecurityDescriptor(descriptor);
    }
    if (!NT_SUCCESS(status))
        FltUnregisterFilter(Filter);
    return status;
}

static VOID FilterStop(VOID)
{
    FltCloseCommunicationPort(Server);
    FltUnregisterFilter(Filter);
}

static PART Parts[] = {
    {RecordsStart, RecordsStop, FALSE},
    {FilterStart, FilterStop, FALSE},
};

static VOID StopParts(VOID)
{
    LONG i;
    PART *part;

    for (i = ARRAYSIZE(Parts) - 1; i >= 0; i--) {
        part = &Parts[i];
        if (part->Runs) {
            part->Stop();
            part->Runs = FALSE;
        }
    }
}

static NTSTATUS StartParts(VOID)
{
    NTSTATUS status;
    ULONG i;

    for (i = 0; i < ARRAYSIZE(Parts); i++) {
        status = Parts[i].Start();
        if (!NT_SUCCESS(status)) {
            StopParts();
            return status;
        }
        Parts[i].Runs = TRUE;
    }
    return STATUS_SUCCESS;
}

static NTSTATUS Unload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    StopParts();
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    Driver = DriverObject;
    status = StartParts();
    if (!NT_SUCCESS(status))
        return status;
    status = FltStartFiltering(Filter);
    if (!NT_SUCCESS(status))
        StopParts();
    return status;
}
