/* The template sets the size of a pointer to what it is given. */
#include <ntddk.h>
#include <wdf.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD UnitDeviceAdd;

template <class T> void Prepare(T *what)
{
    RtlZeroMemory(what, sizeof(T));
    what->Size = sizeof(T *);
}

template <class T> class Settings {
public:
    Settings()
    {
        RtlZeroMemory(&m_Settings, sizeof(T));
        m_Settings.Size = sizeof(T);
    }
    T *Get() { return &m_Settings; }

private:
    T m_Settings;
};

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    Settings<WDF_DRIVER_CONFIG> config;
    WDF_OBJECT_ATTRIBUTES attributes;

    Prepare(&attributes);
    attributes.ExecutionLevel = WdfExecutionLevelInheritFromParent;
    attributes.SynchronizationScope = WdfSynchronizationScopeInheritFromParent;
    config.Get()->EvtDriverDeviceAdd = UnitDeviceAdd;
    return WdfDriverCreate(DriverObject, RegistryPath, &attributes, config.Get(), WDF_NO_HANDLE); /* expect: kmdf-config-initialised */
}

NTSTATUS UnitDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

/* verdict: kmdf-config-initialised kmdf-attributes-init violated */
/* verdict: kmdf-config-initialised kmdf-config-init satisfied */
