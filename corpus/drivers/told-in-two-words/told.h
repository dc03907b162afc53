/* How the device is undone. */
#define MOLE_UNDOES 1
