#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID g_History;
static BOOLEAN g_Watches;

static VOID Watch(PUNICODE_STRING Name, HANDLE Process, PIMAGE_INFO Image)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Image);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Watches) {
        PsRemoveLoadImageNotifyRoutine(Watch);
    }
    if (g_History != NULL) {
        ExFreePoolWithTag(g_History, 'tsiH');
    }
}

/* The flag is that of the notification. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_History = ExAllocatePool2(POOL_FLAG_PAGED, PAGE_SIZE, 'tsiH');
    status = PsSetLoadImageNotifyRoutine(Watch);
    g_Watches = (BOOLEAN)NT_SUCCESS(status);
    if (!NT_SUCCESS(status) && g_History != NULL) {
        ExFreePoolWithTag(g_History, 'tsiH');
        g_History = NULL;
    }
    return status; /* expect: wdm-allocation-failure */
}
