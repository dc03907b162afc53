#include <ntddk.h>

struct Guard {
    PDEVICE_OBJECT &held;
    explicit Guard(PDEVICE_OBJECT &device) : held(device) {}
    ~Guard() { IoDeleteDevice(held); }
};
struct Pair : Guard {
    Guard second;
    Pair(PDEVICE_OBJECT &a, PDEVICE_OBJECT &b) : Guard(a), second(b) {}
};
struct Moved {
    PDEVICE_OBJECT device;
    Moved(PDEVICE_OBJECT given) : device(given) {}
    Moved(Moved &&other) : device(other.device) { other.device = nullptr; }
};

PDEVICE_OBJECT global;

void test(PDRIVER_OBJECT driver, PDEVICE_OBJECT device)
{
    Guard guard(device);
    Pair pair{global, driver->DeviceObject};
    Guard *made = new Guard(device);
    Moved from(device);
    Moved to(std::move(from));

    delete made;
    global = to.device;
}
