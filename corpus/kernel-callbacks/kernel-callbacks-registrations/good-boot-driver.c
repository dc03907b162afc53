#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID g_Boot;

static VOID OnBootDriver(PVOID Context, BDCB_CALLBACK_TYPE Classification, PBDCB_IMAGE_INFORMATION Image)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Classification);
    UNREFERENCED_PARAMETER(Image);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Boot != NULL) {
        IoUnregisterBootDriverCallback(g_Boot);
        g_Boot = NULL;
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_Boot = IoRegisterBootDriverCallback((PBOOT_DRIVER_CALLBACK_FUNCTION)OnBootDriver, NULL);
    if (g_Boot == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}
