#include <wdm.h>

// What was made, or why it was not, in one place.
template <class T> class Result {
public:
    Result(T value) : m_value(value), m_good(true) {}
    static Result Failure(NTSTATUS status) { return Result(status, false); }

    explicit operator bool() const { return m_good; }
    T Value() const { return m_value; }
    NTSTATUS Status() const { return m_status; }

private:
    Result(NTSTATUS status, bool good) : m_status(status), m_good(good) {}

    union {
        T m_value;
        NTSTATUS m_status;
    };
    bool m_good;
};

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD Unload;

static PDEVICE_OBJECT g_Device;

static Result<PDEVICE_OBJECT> MakeDevice(PDRIVER_OBJECT driver)
{
    PDEVICE_OBJECT device;
    NTSTATUS status = IoCreateDevice(driver, 0, nullptr, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);

    if (!NT_SUCCESS(status)) {
        return Result<PDEVICE_OBJECT>::Failure(status);
    }
    return device;
}

extern "C" VOID Unload(PDRIVER_OBJECT)
{
    IoDeleteDevice(g_Device);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE key;

    driver->DriverUnload = Unload;
    auto device = MakeDevice(driver);
    if (!device) {
        return device.Status();
    }
    InitializeObjectAttributes(&attributes, path, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, nullptr, nullptr);
    NTSTATUS status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(g_Device); /* expect: wdm-release-on-failure */
        return status; /* expect: legacy-nonpnp-undo-device-and-link */
    }
    ZwClose(key);
    g_Device = device.Value();
    return STATUS_SUCCESS;
}
