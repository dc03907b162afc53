/* The filter manager calls the driver's own unload routine behind the callback, which has unregistered the filter: what
 * its callbacks read may be freed there. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD OwnUnload;

static PFLT_FILTER g_Filter;
static ULONG *g_Table;

static FLT_PREOP_CALLBACK_STATUS BeforeCreate(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID *Context)
{
    UNREFERENCED_PARAMETER(Data);
    UNREFERENCED_PARAMETER(Objects);
    *Context = NULL;
    return g_Table[0] ? FLT_PREOP_SUCCESS_NO_CALLBACK : FLT_PREOP_SYNCHRONIZE;
}

static NTSTATUS FLTAPI FilterUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(g_Filter);
    return STATUS_SUCCESS;
}

static VOID OwnUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Table, 'lbaT');
}

static const FLT_OPERATION_REGISTRATION Operations[] = {{IRP_MJ_CREATE, 0, BeforeCreate, NULL},
                                                        {IRP_MJ_OPERATION_END}};

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, Operations, FilterUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = OwnUnload;
    g_Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, 'lbaT');
    if (g_Table == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = FltRegisterFilter(DriverObject, &Registration, &g_Filter);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(g_Table, 'lbaT');
        return status;
    }
    status = FltStartFiltering(g_Filter);
    if (!NT_SUCCESS(status)) {
        FltUnregisterFilter(g_Filter);
        ExFreePoolWithTag(g_Table, 'lbaT');
    }
    return status;
}
