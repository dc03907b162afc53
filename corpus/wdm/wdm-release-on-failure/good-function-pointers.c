#include <ntddk.h>

typedef NTSTATUS (*STEP_UP)(VOID);
typedef VOID (*STEP_DOWN)(VOID);

typedef struct _STEP {
    STEP_UP Up;
    STEP_DOWN Down;
} STEP;

static PVOID g_Map;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static NTSTATUS MapUp(VOID)
{
    g_Map = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'paMs');
    return g_Map != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

static VOID MapDown(VOID)
{
    ExFreePool(g_Map);
    g_Map = NULL;
}

static const STEP g_Step = {MapUp, MapDown};

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    g_Step.Down();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = g_Step.Up();
    if (NT_SUCCESS(status)) {
        DriverObject->DriverUnload = Unload;
    }
    return status;
}
