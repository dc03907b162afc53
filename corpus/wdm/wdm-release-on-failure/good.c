#include <ntddk.h>

#define POOL_TAG 'cbuS'

typedef struct _SUB_CLIENT {
    LIST_ENTRY Link;
    ULONG Id;
} SUB_CLIENT, *PSUB_CLIENT;

static PSUB_CLIENT g_System, g_Spare;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SubUnload;

VOID SubUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Spare, POOL_TAG);
    ExFreePoolWithTag(g_System, POOL_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_System = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(SUB_CLIENT), POOL_TAG);
    if (g_System == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Spare = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(SUB_CLIENT), POOL_TAG);
    if (g_Spare == NULL) {
        ExFreePoolWithTag(g_System, POOL_TAG);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = SubUnload;
    return STATUS_SUCCESS;
}
