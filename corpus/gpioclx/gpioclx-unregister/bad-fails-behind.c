#include <ntddk.h>
#include <wdf.h>
#include <gpioclx.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD ReedDeviceAdd;
EVT_WDF_DRIVER_UNLOAD ReedUnload;
GPIO_CLIENT_PREPARE_CONTROLLER ReedPrepare;
GPIO_CLIENT_RELEASE_CONTROLLER ReedRelease;
GPIO_CLIENT_START_CONTROLLER ReedStart;
GPIO_CLIENT_STOP_CONTROLLER ReedStop;
GPIO_CLIENT_QUERY_CONTROLLER_BASIC_INFORMATION ReedQuery;
GPIO_CLIENT_CONNECT_IO_PINS ReedConnect;
GPIO_CLIENT_DISCONNECT_IO_PINS ReedDisconnect;
GPIO_CLIENT_READ_PINS ReedRead;
GPIO_CLIENT_ENABLE_INTERRUPT ReedEnable;
GPIO_CLIENT_DISABLE_INTERRUPT ReedDisable;
GPIO_CLIENT_MASK_INTERRUPTS ReedMask;
GPIO_CLIENT_UNMASK_INTERRUPT ReedUnmask;
GPIO_CLIENT_QUERY_ACTIVE_INTERRUPTS ReedActive;

typedef struct _REED_CONTEXT {
    PVOID Registers;
} REED_CONTEXT;

static PVOID ReedTable;

VOID ReedUnload(WDFDRIVER Driver)
{
    ExFreePoolWithTag(ReedTable, 'deeR');
    (VOID)GPIO_CLX_UnregisterClient(Driver);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    GPIO_CLIENT_REGISTRATION_PACKET packet;
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, ReedDeviceAdd);
    config.EvtDriverUnload = ReedUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    RtlZeroMemory(&packet, sizeof(packet));
    packet.Version = GPIO_CLIENT_VERSION;
    packet.Size = sizeof(packet);
    packet.ControllerContextSize = sizeof(REED_CONTEXT);
    packet.CLIENT_PrepareController = ReedPrepare;
    packet.CLIENT_ReleaseController = ReedRelease;
    packet.CLIENT_StartController = ReedStart;
    packet.CLIENT_StopController = ReedStop;
    packet.CLIENT_QueryControllerBasicInformation = ReedQuery;
    status = GPIO_CLX_RegisterClient(driver, &packet, RegistryPath);
    if (!NT_SUCCESS(status))
        return status;
    ReedTable = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'deeR');
    if (ReedTable == NULL)
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: gpioclx-unregister */
    return STATUS_SUCCESS;
}
