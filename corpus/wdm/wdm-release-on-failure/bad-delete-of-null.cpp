#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

void *operator new(size_t size)
{
    return ExAllocatePool2(POOL_FLAG_NON_PAGED, size, 'rosS');
}

/* The sensor is deleted where it cannot be started, and by whoever called. */
void operator delete(void *sensor)
{
    ExFreePoolWithTag(sensor, 'rosS'); /* expect: wdm-release-on-failure */
}

void operator delete(void *sensor, size_t)
{
    ExFreePoolWithTag(sensor, 'rosS');
}

static ULONG g_started;

class Sensor {
    bool started_ = false;

public:
    ~Sensor()
    {
        if (started_) { /* expect: wdm-no-use-after-free */
            g_started--;
        }
    }
    NTSTATUS Start()
    {
        NTSTATUS status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, const_cast<PWSTR>(L"Sensor"));

        if (NT_SUCCESS(status)) {
            started_ = true;
            g_started++;
        }
        return status;
    }
};

static Sensor *g_sensor;

static void DropSensor()
{
    delete g_sensor;
    g_sensor = nullptr;
}

static NTSTATUS MakeSensor()
{
    g_sensor = new Sensor;
    if (g_sensor == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (!NT_SUCCESS(g_sensor->Start())) {
        delete g_sensor;
        return STATUS_UNSUCCESSFUL;
    }
    return STATUS_SUCCESS;
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = MakeSensor();

    UNREFERENCED_PARAMETER(RegistryPath);
    if (!NT_SUCCESS(status)) {
        DropSensor();
        return status;
    }
    DriverObject->DriverUnload = [](PDRIVER_OBJECT) { DropSensor(); };
    return STATUS_SUCCESS;
}
