/* device.c: the device, its queue and its timer. */
#include "thermo.h"
#include "trace.h"
#include "device.tmh"

static NTSTATUS ThermoCreateTimer(WDFDEVICE Device)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_TIMER_CONFIG config;

    WDF_TIMER_CONFIG_INIT_PERIODIC(&config, ThermoTick, 1000);
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.ParentObject = Device;
    return WdfTimerCreate(&config, &attributes, &ThermoGetContext(Device)->Timer);
}

NTSTATUS ThermoDeviceAdd(_In_ WDFDRIVER Driver, _Inout_ PWDFDEVICE_INIT DeviceInit)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_IO_QUEUE_CONFIG queueConfig;
    WDFDEVICE device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(Driver);
    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, THERMO_CONTEXT);
    status = WdfDeviceCreate(&DeviceInit, &attributes, &device);
    if (!NT_SUCCESS(status)) {
        TraceEvents(TRACE_LEVEL_ERROR, TRACE_DEVICE, "WdfDeviceCreate failed: %!STATUS!", status);
        return status;
    }
    WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&queueConfig, WdfIoQueueDispatchSequential);
    queueConfig.EvtIoDeviceControl = ThermoIoctl;
    status = WdfIoQueueCreate(device, &queueConfig, WDF_NO_OBJECT_ATTRIBUTES, &ThermoGetContext(device)->Queue);
    if (!NT_SUCCESS(status))
        return status;
    return ThermoCreateTimer(device);
}

VOID ThermoTick(_In_ WDFTIMER Timer)
{
    PTHERMO_CONTEXT context = ThermoGetContext((WDFDEVICE)WdfTimerGetParentObject(Timer));

    InterlockedExchange(&context->LastMilliKelvin, 293150);
}

VOID ThermoIoctl(_In_ WDFQUEUE Queue, _In_ WDFREQUEST Request, _In_ size_t OutputLength, _In_ size_t InputLength,
                 _In_ ULONG Code)
{
    PTHERMO_CONTEXT context = ThermoGetContext(WdfIoQueueGetDevice(Queue));
    PLONG out;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(OutputLength);
    UNREFERENCED_PARAMETER(InputLength);
    if (Code != IOCTL_THERMO_READ) {
        WdfRequestComplete(Request, STATUS_INVALID_DEVICE_REQUEST);
        return;
    }
    status = WdfRequestRetrieveOutputBuffer(Request, sizeof(LONG), (PVOID *)&out, NULL);
    if (NT_SUCCESS(status))
        *out = context->LastMilliKelvin;
    WdfRequestCompleteWithInformation(Request, status, NT_SUCCESS(status) ? sizeof(LONG) : 0);
}
