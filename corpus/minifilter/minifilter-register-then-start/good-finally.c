#include <fltKernel.h>

static PFLT_FILTER g_Filter;
static PVOID g_Names;
DRIVER_INITIALIZE DriverEntry;
static NTSTATUS FLTAPI Unload(FLT_FILTER_UNLOAD_FLAGS f)
{
    if (!FlagOn(f, FLTFL_FILTER_UNLOAD_MANDATORY))
        return STATUS_FLT_DO_NOT_DETACH;
    FltUnregisterFilter(g_Filter);
    ExFreePoolWithTag(g_Names, 'emaN');
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION c_Reg = {sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, Unload};
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_UNSUCCESSFUL;
    UNREFERENCED_PARAMETER(RegistryPath);
    __try {
        g_Names = ExAllocatePool2(POOL_FLAG_PAGED, 512, 'emaN');
        if (!g_Names) {
            status = STATUS_INSUFFICIENT_RESOURCES;
            __leave;
        }
        status = FltRegisterFilter(DriverObject, &c_Reg, &g_Filter);
        if (!NT_SUCCESS(status))
            __leave;
        status = FltStartFiltering(g_Filter);
    } __finally {
        if (!NT_SUCCESS(status)) {
            if (g_Filter)
                FltUnregisterFilter(g_Filter);
            if (g_Names)
                ExFreePoolWithTag(g_Names, 'emaN');
        }
    }
    return status;
}
