#include <ntddk.h>

class Device
{
  public:
    NTSTATUS Create(PDRIVER_OBJECT driver)
    {
        UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Probe");
        NTSTATUS status =
            IoCreateDevice(driver, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &m_device);
        if (NT_SUCCESS(status))
            status = IoCreateSymbolicLink(&s_link, &name);
        if (!NT_SUCCESS(status) && m_device) {
            IoDeleteDevice(m_device);
            m_device = nullptr;
        }
        return status;
    }
    void Destroy()
    {
        if (m_device) {
            IoDeleteSymbolicLink(&s_link);
            IoDeleteDevice(m_device);
            m_device = nullptr;
        }
    }
    static UNICODE_STRING s_link;

  private:
    PDEVICE_OBJECT m_device = nullptr;
};
UNICODE_STRING Device::s_link = RTL_CONSTANT_STRING(L"\\??\\Probe");
static Device g_device;
extern "C" DRIVER_INITIALIZE DriverEntry;
static NTSTATUS Ok(PDEVICE_OBJECT, PIRP irp)
{
    irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static void Unload(PDRIVER_OBJECT)
{
    g_device.Destroy();
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING)
{
    for (auto &f : driver->MajorFunction)
        f = Ok;
    driver->DriverUnload = Unload;
    NTSTATUS status = g_device.Create(driver);
    return NT_SUCCESS(status) ? STATUS_SUCCESS : status;
}
