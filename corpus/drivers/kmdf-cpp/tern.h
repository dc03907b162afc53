// tern.h: a Plug and Play device with a control device beside it, for settings.
#pragma once

extern "C" {
#include <ntddk.h>
#include <wdf.h>
#include <wdmsec.h>
}

struct TernDriver {
    WDFDEVICE Control;
    WDFWAITLOCK Lock;
    LONG Devices;
};
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(TernDriver, TernGetDriver)

struct TernDevice {
    ULONG Interval;
};
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(TernDevice, TernGetDevice)

extern "C" DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD TernDeviceAdd;
EVT_WDF_OBJECT_CONTEXT_CLEANUP TernDriverCleanup;
EVT_WDF_OBJECT_CONTEXT_CLEANUP TernDeviceCleanup;
EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL TernControl;

NTSTATUS TernCreateControl(WDFDRIVER Driver, WDFDEVICE &Control);

// Calls what it was given when its block is left, unless it was told to forget it.
template <typename F> class ScopeExit {
public:
    explicit ScopeExit(F f) : f_(f) {}
    ~ScopeExit()
    {
        if (armed_)
            f_();
    }
    void Forget() { armed_ = false; }

private:
    F f_;
    bool armed_ = true;
};
