/* undetermined-ok */
#include <fltKernel.h>

typedef struct _GLOBALS {
    PFLT_FILTER Filter;
    PFLT_PORT Ports[2];
    ERESOURCE Lock;
    NPAGED_LOOKASIDE_LIST List;
} GLOBALS;
static GLOBALS g;
DRIVER_INITIALIZE DriverEntry;
static NTSTATUS FLTAPI Connect(PFLT_PORT p, PVOID a, PVOID b, ULONG n, PVOID *c)
{
    UNREFERENCED_PARAMETER(a);
    UNREFERENCED_PARAMETER(b);
    UNREFERENCED_PARAMETER(n);
    *c = p;
    return 0;
}

static VOID FLTAPI Disconnect(PVOID c)
{
    UNREFERENCED_PARAMETER(c);
}

static VOID Cleanup(VOID)
{
    ULONG i;
    for (i = 0; i < 2; i++)
        if (g.Ports[i] != NULL) {
            FltCloseCommunicationPort(g.Ports[i]);
            g.Ports[i] = NULL;
        }
    if (g.Filter != NULL) {
        FltUnregisterFilter(g.Filter);
        g.Filter = NULL;
    }
    ExDeleteNPagedLookasideList(&g.List);
    ExDeleteResourceLite(&g.Lock);
}

static NTSTATUS FLTAPI Unload(FLT_FILTER_UNLOAD_FLAGS f)
{
    UNREFERENCED_PARAMETER(f);
    Cleanup();
    return STATUS_SUCCESS;
}

static FLT_PREOP_CALLBACK_STATUS FLTAPI Pre(PFLT_CALLBACK_DATA d, PCFLT_RELATED_OBJECTS o, PVOID *c)
{
    UNREFERENCED_PARAMETER(d);
    UNREFERENCED_PARAMETER(o);
    *c = ExAllocateFromNPagedLookasideList(&g.List);
    return FLT_PREOP_SUCCESS_WITH_CALLBACK;
}

static FLT_POSTOP_CALLBACK_STATUS FLTAPI Post(PFLT_CALLBACK_DATA d, PCFLT_RELATED_OBJECTS o, PVOID c,
                                              FLT_POST_OPERATION_FLAGS f)
{
    UNREFERENCED_PARAMETER(d);
    UNREFERENCED_PARAMETER(o);
    UNREFERENCED_PARAMETER(f);
    ExFreeToNPagedLookasideList(&g.List, c);
    return FLT_POSTOP_FINISHED_PROCESSING;
}

static const FLT_OPERATION_REGISTRATION c_Ops[] = {
    {IRP_MJ_CREATE, 0, Pre, Post}, {IRP_MJ_SHUTDOWN, 0, Pre, NULL}, {IRP_MJ_OPERATION_END}};
static const FLT_REGISTRATION c_Reg = {.Size = sizeof(c_Reg),
                                       .Version = FLT_REGISTRATION_VERSION,
                                       .OperationRegistration = c_Ops,
                                       .FilterUnloadCallback = Unload};
static NTSTATUS MakePorts(VOID)
{
    static const PCWSTR names[2] = {L"\\ProbeA", L"\\ProbeB"};
    PSECURITY_DESCRIPTOR sd;
    OBJECT_ATTRIBUTES oa;
    UNICODE_STRING name;
    ULONG i;
    NTSTATUS status = FltBuildDefaultSecurityDescriptor(&sd, FLT_PORT_ALL_ACCESS);
    if (!NT_SUCCESS(status))
        return status;
    for (i = 0; i < 2 && NT_SUCCESS(status); i++) {
        RtlInitUnicodeString(&name, names[i]);
        InitializeObjectAttributes(&oa, &name, OBJ_KERNEL_HANDLE, NULL, sd);
        status = FltCreateCommunicationPort(g.Filter, &g.Ports[i], &oa, NULL, Connect, Disconnect, NULL, 1);
    }
    FltFreeSecurityDescriptor(sd);
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeResourceLite(&g.Lock);
    ExInitializeNPagedLookasideList(&g.List, NULL, NULL, POOL_NX_ALLOCATION, 64, 'pbrP', 0);
    status = FltRegisterFilter(DriverObject, &c_Reg, &g.Filter);
    if (NT_SUCCESS(status))
        status = MakePorts();
    if (NT_SUCCESS(status))
        status = FltStartFiltering(g.Filter);
    if (!NT_SUCCESS(status))
        Cleanup();
    return status;
}
