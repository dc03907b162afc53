#include <ntddk.h>

/* While the entry runs, a global lends the path to its helpers. Where it fails, the image goes, and the global with it. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PUNICODE_STRING g_Path;
static HANDLE g_Key;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ZwClose(g_Key);
}

static NTSTATUS OpenKey(VOID)
{
    OBJECT_ATTRIBUTES attributes;

    InitializeObjectAttributes(&attributes, g_Path, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    return ZwOpenKey(&g_Key, KEY_READ, &attributes);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    DriverObject->DriverUnload = Unload;
    g_Path = RegistryPath;
    status = OpenKey();
    if (!NT_SUCCESS(status))
        return status;
    g_Path = NULL;
    return STATUS_SUCCESS;
}
