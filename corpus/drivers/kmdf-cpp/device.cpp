// device.cpp: devices come and go; with the last goes the control device.
#include "tern.h"
#include "device.tmh"

NTSTATUS TernDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDFDEVICE device;

    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, TernDevice);
    attributes.EvtCleanupCallback = TernDeviceCleanup;
    NTSTATUS status = WdfDeviceCreate(&DeviceInit, &attributes, &device);
    if (!NT_SUCCESS(status))
        return status;
    TernGetDevice(device)->Interval = 10;
    InterlockedIncrement(&TernGetDriver(Driver)->Devices);
    return STATUS_SUCCESS;
}

VOID TernDeviceCleanup(WDFOBJECT Object)
{
    TernDriver *tern = TernGetDriver(WdfDeviceGetDriver(static_cast<WDFDEVICE>(Object)));

    if (InterlockedDecrement(&tern->Devices) != 0)
        return;
    WdfWaitLockAcquire(tern->Lock, nullptr);
    if (tern->Control != nullptr)
        WdfObjectDelete(tern->Control);
    tern->Control = nullptr;
    WdfWaitLockRelease(tern->Lock);
}
