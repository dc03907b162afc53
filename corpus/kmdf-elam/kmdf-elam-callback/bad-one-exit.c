#include <ntddk.h>
#include <wdf.h>

typedef struct _AEGIS {
    PVOID Callback;
    BOOLEAN Started;
} AEGIS;

static AEGIS Aegis;
BOOT_DRIVER_CALLBACK_FUNCTION AegisJudge;

static VOID AegisStop(VOID)
{
    if (Aegis.Callback != NULL) {
        IoUnRegisterBootDriverCallback(Aegis.Callback);
        Aegis.Callback = NULL;
    }
}

VOID AegisUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    AegisStop();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    WDFKEY key;
    NTSTATUS status;

    do {
        WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
        config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
        config.EvtDriverUnload = AegisUnload;
        status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
        if (!NT_SUCCESS(status))
            break;
        Aegis.Callback = IoRegisterBootDriverCallback(AegisJudge, &Aegis);
        if (Aegis.Callback == NULL) {
            status = STATUS_UNSUCCESSFUL;
            break;
        }
        status = WdfDriverOpenParametersRegistryKey(driver, KEY_READ, WDF_NO_OBJECT_ATTRIBUTES, &key);
        if (!NT_SUCCESS(status))
            break;
        WdfRegistryClose(key);
        Aegis.Started = TRUE;
    } while (0);

    return status; /* expect: kmdf-elam-callback */
}
