#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID g_History;
static BOOLEAN g_HasHistory;

static VOID Watch(PUNICODE_STRING Name, HANDLE Process, PIMAGE_INFO Image)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Image);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PsRemoveLoadImageNotifyRoutine(Watch);
    if (g_History != NULL) {
        ExFreePoolWithTag(g_History, 'tsiH');
    }
}

/* Without memory it keeps no history, and says so. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_History = ExAllocatePool2(POOL_FLAG_PAGED, PAGE_SIZE, 'tsiH');
    g_HasHistory = g_History != NULL;
    status = PsSetLoadImageNotifyRoutine(Watch);
    if (!NT_SUCCESS(status) && g_History != NULL) {
        ExFreePoolWithTag(g_History, 'tsiH');
        g_History = NULL;
    }
    return status;
}
