#define F 1
