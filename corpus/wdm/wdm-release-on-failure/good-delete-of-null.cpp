#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

void *operator new(size_t size)
{
    return ExAllocatePool2(POOL_FLAG_NON_PAGED, size, 'rosS');
}

/* Not for a null pointer: of a class with a destructor none comes here. */
void operator delete(void *sensor)
{
    ExFreePoolWithTag(sensor, 'rosS');
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
        if (started_) {
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
    return g_sensor != nullptr ? g_sensor->Start() : STATUS_INSUFFICIENT_RESOURCES;
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
