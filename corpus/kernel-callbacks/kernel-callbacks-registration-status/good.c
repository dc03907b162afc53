#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID g_Nmi;

static BOOLEAN OnNmi(PVOID Context, BOOLEAN Handled)
{
    UNREFERENCED_PARAMETER(Context);
    return Handled;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    KeDeregisterNmiCallback(g_Nmi);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_Nmi = KeRegisterNmiCallback(OnNmi, NULL);
    if (g_Nmi == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}
